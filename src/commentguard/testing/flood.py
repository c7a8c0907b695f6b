"""Many held comments at once, for tests and measurements of a full queue.

Judged, fingerprinted and stored as `receive` does it, without asking history about each of
them: thirty thousand take a minute instead of ten.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from commentguard.comment import Comment
from commentguard.service.fingerprints import fingerprint
from commentguard.service.guard import Guard
from commentguard.service.receive import Received, as_rows
from commentguard.storage.clock import DAY, new_id, now
from commentguard.storage.comments import Status
from commentguard.storage.many import insert_many
from commentguard.storage.sites import Site

_AT_ONCE = 500
# Short of what retention deletes.
_SPREAD = 80 * DAY
_TRADES = {
    "en": ("roofing", "plumbing", "locksmith", "carpet cleaning", "web design", "tree surgery"),
    "de": ("Dachdeckerei", "Schlüsseldienst", "Teppichreinigung", "Entrümpelung", "Umzüge"),
    "es": ("reformas", "cerrajería", "limpieza", "mudanzas", "fontanería"),
    "fr": ("plomberie", "serrurerie", "déménagement", "toiture", "nettoyage"),
    "ar": ("تنظيف", "سباكة", "نقل عفش", "صيانة"),
}
_SAYS = {
    "en": "Great read! We do {trade} in Leeds, Bradford and Wakefield, {years} years in business. "
    "Call {name} on 01632 960 {number:03} for a free quote, or see https://{host}.example today.",
    "de": "Schöner Beitrag! {trade} seit {years} Jahren, günstig und schnell. Rufen Sie {name} an: "
    "01632 960 {number:03}, kostenloses Angebot auf https://{host}.example",
    "es": "¡Buen artículo! Hacemos {trade} desde hace {years} años. Llame a {name} al 01632 960 "
    "{number:03} y pida presupuesto gratis en https://{host}.example",
    "fr": "Bel article ! {trade} depuis {years} ans. Appelez {name} au 01632 960 {number:03} pour un "
    "devis gratuit, ou visitez https://{host}.example",
    "ar": "مقال رائع! خدمات {trade} منذ {years} سنة. اتصل بنا على 01632 960 {number:03} أو زوروا "
    "https://{host}.example",
}
_NAMES = (
    "Ada",
    "Bruno",
    "Chidi",
    "Dora",
    "Emre",
    "Faye",
    "Goran",
    "Hana",
    "Ivo",
    "Jun",
    "Kofi",
    "Lena",
)


def fill(guard: Guard, site: Site, count: int, *, seed: int = 7, floods: bool = True) -> None:
    """Put `count` held comments into the queue of `site`, a tenth of them in one of ten floods."""
    chance = random.Random(seed)
    policy = guard.policy(site)
    end = now()
    stream = adverts(chance, count)
    for start in range(0, count, _AT_ONCE):
        part = [comment for _, comment in zip(range(_AT_ONCE), stream, strict=False)]
        verdicts = guard.scorer.score_many(part, policy)
        found = []
        for k, (comment, verdict) in enumerate(zip(part, verdicts, strict=True)):
            at = end - _SPREAD + _SPREAD * (start + k) // count
            received = Received(new_id(at), verdict, comment.text, Status.HELD, at, True)
            print_ = fingerprint(comment, guard.secret)
            campaign = f"{comment.id:0>32}" if comment.id and floods else ""
            found.append(
                as_rows(site.id, received, comment, print_, None, campaign, "api", None)[0]
            )
        with guard.store.transaction() as connection:
            insert_many(connection, found)


def adverts(chance: random.Random, count: int) -> Iterator[Comment]:
    """Adverts of our own wording in five languages; those of one flood share an `id`."""
    for k in range(count):
        lang = chance.choice(list(_SAYS))
        flood = chance.randrange(10) if chance.random() < 0.1 else None
        name = chance.choice(_NAMES)
        host = f"{chance.choice(('best', 'top', 'pro', 'city'))}-{chance.randrange(9999)}"
        text = _SAYS[lang].format(
            trade=chance.choice(_TRADES[lang]), years=chance.randrange(2, 60), name=name,
            number=chance.randrange(1000), host=host,
        )  # fmt: skip
        yield Comment(
            text=text,
            id="" if flood is None else f"f100d{flood}",
            author=f"{name} {k}",
            author_email=f"{name.lower()}{k % 4001}@{host}.example",
            author_url=f"https://{host}.example",
            permalink=f"https://blog.example/post-{k % 40}",
            lang=lang,
        )
