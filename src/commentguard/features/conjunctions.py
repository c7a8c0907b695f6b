"""What two signals mean together.

A linear model adds evidence up; adverts multiply it. A number is nothing, a call to action is
little, both in one comment are an advert. The conjunctions are few and declared here, with
their meaning, instead of being learned by the hundred from a few thousand rows. Each is a
product of column values and therefore in [0, 1].
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from commentguard.kernel.runtime import address, kernel
from commentguard.verdict import Code


@dataclass(frozen=True, slots=True)
class Conjunction:
    """The product of two strengths: the largest of `left` times the largest of `right`.

    Columns are named ``signal.column``. `unless` names columns that are subtracted from 1 and
    multiplied in: evidence of a reader weakens the conjunction. `code` is the reason that its
    weight is counted under.
    """

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    code: Code
    unless: tuple[str, ...] = ()


_CONTACT = ("phone_number.possible", "phone_number.disguised")
_ADDRESS = ("link.promo", "link.hidden", "link.markup")
_SOLICITS = ("call_to_action.strong", "call_to_action.accompanied", "engagement_bait.traded")
_SELLS = ("offer.strong", "offer.accompanied", "offer.priced")
_READER = (
    "reader.asked", "reader.disclosure", "reader.warning", "reader.complaint",
    "reader.commons", "author.staff",
)  # fmt: skip

CONJUNCTIONS: tuple[Conjunction, ...] = (
    Conjunction("phone_and_solicits", _CONTACT, _SOLICITS, Code.CALL_TO_ACTION, _READER),
    Conjunction("phone_and_sells", _CONTACT, _SELLS, Code.OFFER, _READER),
    Conjunction("phone_and_area", _CONTACT, ("location_ad.area",), Code.LOCATION_AD, _READER),
    Conjunction("link_and_solicits", _ADDRESS, _SOLICITS, Code.LINK_PROMO, _READER),
    Conjunction("link_and_sells", _ADDRESS, _SELLS, Code.LINK_PROMO, _READER),
    Conjunction("sells_and_solicits", _SELLS, _SOLICITS, Code.OFFER, _READER),
    Conjunction("sells_and_boasts", _SELLS, ("superlative.selling",), Code.SUPERLATIVE, _READER),
    Conjunction("business_sells", ("author.business",), _SELLS, Code.BUSINESS_AUTHOR, _READER),
    Conjunction("business_solicits", ("author.business",), _SOLICITS, Code.BUSINESS_AUTHOR, _READER),
    Conjunction("business_contact", ("author.business",), _CONTACT + _ADDRESS, Code.BUSINESS_AUTHOR, _READER),
    Conjunction("praise_and_link", ("generic_praise.loaded",), _ADDRESS, Code.GENERIC_PRAISE),
    Conjunction("business_praises", ("author.business",), ("generic_praise.loaded",), Code.BUSINESS_AUTHOR),
    Conjunction("testimonial_link", ("superlative.testimonial", "superlative.selling"), _ADDRESS, Code.LINK_PROMO, _READER),
    Conjunction("scam_contact", ("scam.scripted",), _CONTACT + _ADDRESS + _SOLICITS, Code.SCAM),
    Conjunction("off_topic_link", ("relevance.off_topic",), _ADDRESS + _SELLS + _SOLICITS, Code.OFF_TOPIC),
    Conjunction("stuffing_business", ("label_stuffing.listed",), ("author.business", *_CONTACT, *_SELLS), Code.LABEL_STUFFING),
)  # fmt: skip


class Conjoiner:
    """Conjunctions of values in a fixed order, for a whole batch.

    `names` are the full names of the values; a column that is not among them counts as 0.
    """

    def __init__(self, names: Sequence[str], wanted: Sequence[Conjunction] = CONJUNCTIONS) -> None:
        place = {name: k for k, name in enumerate(names)}
        sides = [
            [place[name] for name in side if name in place]
            for one in wanted
            for side in (one.left, one.right, one.unless)
        ]
        self._columns = len(names) + len(wanted)
        self._fill = kernel(
            "together",
            count=len(wanted),
            limits=array("i", accumulate(map(len, sides), initial=0)).tobytes(),
            places=array("i", chain.from_iterable(sides)).tobytes(),
        )

    def fill(self, dense: NDArray[np.float64]) -> None:
        """Write each conjunction behind the values in the rows of `dense` (n, values and conjunctions)."""
        if dense.shape[1] != self._columns:
            raise ValueError(f"rows of {dense.shape[1]} columns, not {self._columns}")
        if len(dense):
            self._fill(address(dense), *dense.shape)
