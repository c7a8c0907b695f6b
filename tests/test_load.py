"""The package's own door to a scorer."""

from __future__ import annotations

import pytest

from commentguard import load
from commentguard.errors import ModelError


def test_the_name_of_a_stored_model_is_no_folder_and_told_so() -> None:
    with pytest.raises(ModelError, match=r"mine/1 is no folder; .* commentguard model show"):
        load("mine/1")
