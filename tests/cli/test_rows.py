"""Files of comments as people have them: what is not a row of ours is said, never judged as empty."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from commentguard.cli.main import app

ADVERT = "Call us now on 01632 960 148 for a free quote!"


def score(*words: str, said: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["score", *words], input=said)


def file(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def actions(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [json.loads(line)["action"] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("c.csv", f"id,comment\n1,{ADVERT}\n", "its columns: id, comment"),
        ("c.csv", f"id;text\n1;{ADVERT}\n", "separated by ';': save it with commas"),
        ("c.csv", f"id\ttext\n1\t{ADVERT}\n", "use --format tsv"),
        ("c.tsv", f"id\tcomment\n1\t{ADVERT}\n", "its columns: id, comment"),
    ],
)
def test_a_table_without_the_text_is_refused_and_not_published(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    done = score(file(tmp_path, name, content))
    assert done.exit_code == 3
    assert done.stdout == ""
    assert "has no column 'text'" in done.stderr
    assert told in done.stderr


def test_a_parquet_file_without_the_text_is_refused(tmp_path: Path) -> None:
    pd.DataFrame([{"id": "1", "comment": ADVERT}]).to_parquet(tmp_path / "c.parquet")
    done = score(str(tmp_path / "c.parquet"))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "no column 'text'; its columns: id, comment" in done.stderr


def test_a_parquet_file_may_have_dates_that_are_dates(tmp_path: Path) -> None:
    posted = [pd.Timestamp("2026-11-24T09:30:00.000000001Z"), pd.NaT]
    pd.DataFrame({"text": [ADVERT] * 2, "posted_at": posted}).to_parquet(tmp_path / "c.parquet")
    assert actions(score(str(tmp_path / "c.parquet"))) == ["hold"] * 2


def test_a_row_without_the_text_is_an_error_in_its_place(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "txt": ADVERT}, {"id": "b", "text": ADVERT}, {"id": "c", "text": ""},
        {"id": "d", "text": None},
    ]  # fmt: skip
    done = score(file(tmp_path, "c.jsonl", "\n".join(map(json.dumps, rows))))
    assert done.exit_code == 3
    first, second, third, fourth = map(json.loads, done.stdout.splitlines())
    assert first == {"row": 1, "id": "a", "error": "text is missing"}
    assert second["action"] == "hold"
    assert third == {"row": 3, "id": "c", "error": "text is empty"}
    assert fourth == {"row": 4, "id": "d", "error": "text is null"}


def test_an_empty_cell_is_an_error_in_its_place(tmp_path: Path) -> None:
    done = score(file(tmp_path, "c.csv", f"id,text\n1,\n2,{ADVERT}\n3,  \n4\n5,&nbsp;\n"))
    assert done.exit_code == 3
    rows = list(map(json.loads, done.stdout.splitlines()))
    assert [row.get("error", row.get("action")) for row in rows] == [
        "text is empty", "hold", "text is empty", "text is null", "text is empty",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "separator"), [("c.csv", ","), ("c.tsv", "\t")])
def test_a_row_of_more_cells_than_columns_is_an_error_in_its_place(
    tmp_path: Path, name: str, separator: str
) -> None:
    rows = [("id", "text"), ("1", "Fine", " call us"), ("2", ADVERT)]
    table = "".join(separator.join(row) + "\n" for row in rows)
    done = score(file(tmp_path, name, table))
    assert done.exit_code == 3
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["row"], first["id"]) == (1, None)
    assert "more cells than columns" in first["error"]
    assert second["action"] == "hold"


def test_a_cell_of_megabytes_stops_no_other_row(tmp_path: Path) -> None:
    """In a table as in JSONL; what nobody would keep in memory is an error in its place."""
    cells = [ADVERT, ADVERT + " more" * (1 << 20), "long " * (4 << 20), ADVERT]
    done = score(file(tmp_path, "c.csv", "text\n" + "".join(f'"{cell}"\n' for cell in cells)))
    assert done.exit_code == 3
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("action") for row in rows] == ["hold", "hold", None, "hold"]
    assert (rows[2]["row"], rows[2]["error"]) == (3, "a row longer than 16 MiB")


def test_an_identifier_that_json_has_not_is_told_in_words(tmp_path: Path) -> None:
    for ids, told in (([Decimal("1.5"), Decimal("2.0")], "1.5"), ([b"a", b"b"], "b'a'")):
        pd.DataFrame({"id": ids, "text": [ADVERT] * 2}).to_parquet(tmp_path / "c.parquet")
        done = score(str(tmp_path / "c.parquet"))
        assert done.exit_code == 3
        first, second = map(json.loads, done.stdout.splitlines())
        assert first == {
            "row": 1, "id": told, "error": f"id must be a string, not {type(ids[0]).__name__}",
        }  # fmt: skip
        assert second["id"] == ("2" if told == "1.5" else "b'b'")


def test_what_pandas_writes_beside_a_missing_cell_is_read(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "id": [7, None], "text": [ADVERT] * 2, "honeypot_filled": [True, None],
            "author_approved": [0, None], "post_tags": [["a", "b"], None],
        }
    )  # fmt: skip
    assert frame["id"].dtype == "float64"
    frame["honeypot_filled"] = frame["honeypot_filled"].astype(float)
    frame.to_parquet(tmp_path / "c.parquet")
    frame.to_csv(tmp_path / "c.csv", index=False)
    for name, identity in (("c.parquet", "7"), ("c.csv", "7.0")):
        done = score(str(tmp_path / name))
        assert actions(done) == ["hold"] * 2
        assert json.loads(done.stdout.splitlines()[0])["id"] == identity


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("C.CSV", f"id,text\n1,{ADVERT}\n"),
        ("c.csv", f"\ufefftext\r\n{ADVERT}\r\n"),
        ("c.tsv", f"id\ttext\n1\t{ADVERT}\n"),
        ("c.jsonl", "\ufeff" + json.dumps({"text": ADVERT})),
    ],
)
def test_files_by_the_end_of_their_name(tmp_path: Path, name: str, content: str) -> None:
    assert actions(score(file(tmp_path, name, content))) == ["hold"]


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_table_on_standard_input(form: str, separator: str) -> None:
    table = f'id{separator}text\n1{separator}"{ADVERT}\nVisit www.roofs.example today"\n'
    assert actions(score("-", "--format", form, said=table.encode())) == ["hold"]


def test_what_is_no_jsonl_is_told_how_to_be_read(tmp_path: Path) -> None:
    table = score("-", said=f"id,text\n1,{ADVERT}\n".encode())
    assert table.exit_code == 3
    assert "--format csv" in json.loads(table.stdout.splitlines()[0])["error"]
    array = score(file(tmp_path, "c.json", json.dumps([{"text": ADVERT}])))
    assert array.exit_code == 3
    assert "jq -c '.[]'" in json.loads(array.stdout)["error"]


def test_another_encoding_than_utf_8_is_warned_about(tmp_path: Path) -> None:
    table = f"author,text\nMüller,{ADVERT}\nAnn,Fine.\n"
    warned = score(file(tmp_path, "latin.csv", table.encode("latin-1")))
    assert actions(warned) == ["hold", "publish"]
    assert "1 rows hold \ufffd (the first is row 1)" in warned.stderr
    assert (
        f"iconv -f WINDOWS-1252 -t UTF-8 {tmp_path / 'latin.csv'} > utf8-latin.csv" in warned.stderr
    )
    assert score(file(tmp_path, "utf8.csv", table)).stderr == ""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_encoding_that_is_marked_is_read(tmp_path: Path, encoding: str, form: str) -> None:
    text = f"{ADVERT} Café"
    rows = f"text\n{text}\n" if form == "csv" else json.dumps({"text": text}, ensure_ascii=False)
    given = rows.encode(encoding)
    for done in (
        score(file(tmp_path, f"c.{form}", given)),
        score("-", "--format", form, said=given),
    ):
        assert (actions(done), done.stderr) == (["hold"], "")


def test_an_open_quotation_mark_is_refused_where_it_opens(tmp_path: Path) -> None:
    table = f'id,text\n1,Fine.\n2,"{ADVERT}\n3,{ADVERT}\n'
    done = score(file(tmp_path, "c.csv", table))
    assert done.exit_code == 3
    assert "c.csv:3: a quotation mark opens a cell in this row, and none closes it" in done.stderr
    later = score(file(tmp_path, "c.csv", f'{table}4,"Fine, too."\n'))
    assert later.exit_code == 3
    assert "c.csv:3: in this row a quotation mark is not closed, or" in later.stderr


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    done = score(file(tmp_path, "c.csv", f"text,id,text\nFine.,1,{ADVERT}\n"))
    assert (done.exit_code, done.stdout) == (3, "")
    assert "2 columns called 'text'" in done.stderr
    unread = score(file(tmp_path, "c.csv", f"text,,\n{ADVERT},,\n"))
    assert (actions(unread), unread.stderr) == (["hold"], "")


def test_nothing_to_score_is_said(tmp_path: Path) -> None:
    empty = score(file(tmp_path, "c.csv", ""))
    assert empty.exit_code == 3
    assert "c.csv is empty; a line of column names is wanted" in empty.stderr
    for name, content in (("c.csv", "id,text\n"), ("c.jsonl", ""), ("c.jsonl", "\n")):
        done = score(file(tmp_path, name, content))
        assert (actions(done), done.stderr) == ([], f"{tmp_path / name}: no rows\n")


def test_rows_of_jsonl_are_named_by_their_lines(tmp_path: Path) -> None:
    done = score(file(tmp_path, "c.jsonl", '\n{"text": "Fine."}\n\n{"text": 7}\n'))
    assert json.loads(done.stdout.splitlines()[1])["row"] == 4


def test_all_that_is_wrong_with_a_row_is_told(tmp_path: Path) -> None:
    done = score(
        file(tmp_path, "c.csv", "id,text,author_approved,seconds_on_page\n1,&nbsp;,many,-\n")
    )
    assert json.loads(done.stdout) == {
        "row": 1, "id": "1", "error": "text is empty; author_approved must be a number: how many comments of this "
        "author were approved; seconds_on_page must be a number",
    }  # fmt: skip


def test_a_count_that_is_told_as_a_flag_is_told_what_it_counts(tmp_path: Path) -> None:
    done = score(file(tmp_path, "c.csv", "text,author_approved\nFine.,TRUE\n"))
    assert json.loads(done.stdout)["error"] == (
        "author_approved must be a number: how many comments of this author were approved"
    )
