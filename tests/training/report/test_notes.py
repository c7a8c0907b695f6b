"""Notes are of the tracks that were run, and of nobody else's."""

from __future__ import annotations

from commentguard.training.report.notes import notes


def test_a_report_on_a_file_of_ones_own_says_nothing_of_corpora_it_did_not_read() -> None:
    assert notes({"june": {"development": True}, "june_attacked": {"development": True}}) == [
        "Figures marked development were looked at while building."
    ]
    assert notes({}) == []


def test_every_track_brings_its_note() -> None:
    said = " ".join(notes({"tubespam_own_video": {}, "outside_ham": {}, "own_test": {}}))
    for word in ("TubeSpam", "fitted by the same code", "outside ham", "`data/blog_comments`"):
        assert word in said
