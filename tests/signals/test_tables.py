"""FIRES and QUIET for the signals whose evidence is a phrase: one table each, many languages."""

from __future__ import annotations

import pytest

from commentguard.evidence import Signal
from commentguard.signals.call_to_action import CallToAction
from commentguard.signals.engagement_bait import EngagementBait
from commentguard.signals.offer import Offer
from commentguard.signals.scam import Scam
from commentguard.signals.superlative import Superlative
from commentguard.verdict import Code

from .helpers import evidence, read

FIRES: list[tuple[Signal, Code, str, str]] = [
    (CallToAction(), Code.CALL_TO_ACTION, "Lovely hives. Visit our shop for more.", "Visit our shop"),
    (CallToAction(), Code.CALL_TO_ACTION, "Book now before Sunday", "Book now"),
    (CallToAction(), Code.CALL_TO_ACTION, "Llámanos y te ayudamos", "Llámanos"),
    (CallToAction(), Code.CALL_TO_ACTION, "Ruf mich einfach an, dann reden wir", "Ruf mich"),
    (CallToAction(), Code.CALL_TO_ACTION, "Contactez-nous dès demain", "Contactez-nous"),
    (CallToAction(), Code.CALL_TO_ACTION, "Звоните нам прямо сегодня", "Звоните нам"),
    (CallToAction(), Code.CALL_TO_ACTION, "Kunjungi toko kami ya kak", "Kunjungi toko kami"),
    (Offer(), Code.OFFER, "At the moment we offer sweeping in the valley", "we offer"),
    (Offer(), Code.OFFER, "Ask for a free quote any day", "free quote"),
    (Offer(), Code.OFFER, "Ofrecemos masajes en casa", "Ofrecemos"),
    (Offer(), Code.OFFER, "Unsere Werkstatt macht das an einem Tag", "Unsere Werkstatt"),
    (Offer(), Code.OFFER, "Nous proposons trois formules", "Nous proposons"),
    (Superlative(), Code.SUPERLATIVE, "We offer unbeatable brushes", "unbeatable"),
    (Superlative(), Code.SUPERLATIVE, "Our clinic is second to none", "second to none"),
    (CallToAction(), Code.CALL_TO_ACTION, "Slide into my dms for the price list", "Slide into my dms"),
    (CallToAction(), Code.CALL_TO_ACTION, "Simply pop in and see the kiln", "Simply pop in"),
    (CallToAction(), Code.CALL_TO_ACTION, "Holt euch den Ansatz fertig, freitags ab acht", "Holt euch den"),
    (CallToAction(), Code.CALL_TO_ACTION, "Pásate por el puesto cuando quieras", "Pásate por"),
    (CallToAction(), Code.CALL_TO_ACTION, "Un simple message suffit", "Un simple message suffit"),
    (CallToAction(), Code.CALL_TO_ACTION, "Apareça aqui na feira, é só dizer que veio", "é só dizer que"),
    (CallToAction(), Code.CALL_TO_ACTION, "Fate un salto da noi sabato", "Fate un salto da"),
    (CallToAction(), Code.CALL_TO_ACTION, "Loop gewoon binnen, de koffie staat klaar", "Loop gewoon binnen"),
    (CallToAction(), Code.CALL_TO_ACTION, "Заезжайте без записи в любой день", "Заезжайте без записи"),
    (CallToAction(), Code.CALL_TO_ACTION, "Kapan-kapan mainlah ke kebun kami", "mainlah ke kebun"),
    (Offer(), Code.OFFER, "There is ten per cent off for readers of this blog", "for readers of this blog"),
    (Offer(), Code.OFFER, "Ein Filter liegt gratis dazu", "gratis dazu"),
    (Offer(), Code.OFFER, "Envío en 24 horas y dos por uno", "dos por uno"),
    (Offer(), Code.OFFER, "Vingt euros l'heure, bilan complet", "Vingt euros l'heure"),
    (Offer(), Code.OFFER, "Vinte euros a hora, tudo incluído", "Vinte euros a"),
    (Offer(), Code.OFFER, "Trenta euro l'ora, la prima lezione è gratis", "Trenta euro l'ora"),
    (Offer(), Code.OFFER, "De derde is gratis en de eerste maand gratis", "derde is gratis"),
    (Offer(), Code.OFFER, "Скидка читателям, замена ножа от трёх сотен", "Скидка читателям"),
    (Offer(), Code.OFFER, "Diskon buat pembaca blog ini", "Diskon buat pembaca"),
    (EngagementBait(), Code.ENGAGEMENT_BAIT, "sub 4 sub anyone", "sub 4 sub"),
    (EngagementBait(), Code.ENGAGEMENT_BAIT, "follow me back please", "follow me back"),
    (Scam(), Code.SCAM, "need an urgent loan today", "urgent loan"),
    (Scam(), Code.SCAM, "a love spell that holds", "love spell"),
    (Scam(), Code.SCAM, "préstamos entre particulares sin aval", "préstamos entre particulares"),
    (Scam(), Code.SCAM, "situs slot gacor hari ini", "slot gacor"),
]  # fmt: skip

QUIET: list[tuple[Signal, str]] = [
    (CallToAction(), "call me crazy, but I like it flat"),
    (CallToAction(), "see your doctor about that"),
    (CallToAction(), "check out this study on bees"),
    (CallToAction(), "ring 999 if a slate has hit someone"),
    (CallToAction(), "I called them twice and nobody rang back"),
    (CallToAction(), "visit Leeds in spring if you can"),
    (CallToAction(), 'He wrote "call us now, cheapest roofers in town" under every post I have made this year'),
    (CallToAction(), "the link in biology is that frogs drink through the skin"),
    (CallToAction(), "my neighbour popped in with her kiln log"),
    (CallToAction(), "ich hole mir den Ansatz immer aus dem Kühlschrank"),
    (CallToAction(), "pasé por el puesto y estaba cerrado"),
    (CallToAction(), "le message que j'ai laissé est resté sans réponse"),
    (CallToAction(), "apareceu aqui um pardal na feira"),
    (CallToAction(), "il salto dal muretto mi è costato un ginocchio"),
    (CallToAction(), "de kat loopt gewoon over het toetsenbord"),
    (CallToAction(), "заехал в поле и застрял до вечера"),
    (CallToAction(), "anak saya main bola sampai sore"),
    (CallToAction(), ""),
    (Offer(), "my groomer charged 45"),
    (Offer(), "my therapist recommended walking"),
    (Offer(), "they quoted me 420 for a socket"),
    (Offer(), "the price went up again"),
    (Offer(), "free range eggs"),
    (Offer(), "an egg free sponge and a gluten free crust"),
    (Offer(), "I feel free to disagree about the frost"),
    (Offer(), "ten per cent of my bees died"),
    (Offer(), "die Beratung beim Amt hat mir geholfen"),
    (Offer(), "dos de mis gallinas dejaron de poner"),
    (Offer(), "vingt minutes au four et dix au repos"),
    (Offer(), "vinte minutos de forno bastaram"),
    (Offer(), "trenta minuti di riposo e poi in forno"),
    (Offer(), "de derde ketting brak ook al"),
    (Offer(), "третья цепь порвалась за сезон"),
    (Offer(), "sudah tiga hari cabainya keriting"),
    (Offer(), ""),
    (Superlative(), "best decision I ever made was to stop"),
    (Superlative(), "best post so far"),
    (Superlative(), "the best bit is the crust"),
    (Superlative(), "my mum makes the best soup"),
    (Superlative(), "the sturdiest of the three seedlings is leaning"),
    (Superlative(), "auf dem Markt gab es nur noch Lauch"),
    (Superlative(), "lo mejor que hice fue esperar"),
    (Superlative(), "de loin on voyait le clocher"),
    (Superlative(), "o mais velho dos gatos dorme ali"),
    (Superlative(), "meglio di ieri, ma zoppica ancora"),
    (Superlative(), "op de markt in Sneek regende het"),
    (Superlative(), "просто лучше поливать утром"),
    (Superlative(), "paling susah itu bangun paginya"),
    (Superlative(), ""),
    (EngagementBait(), "what would you change?"),
    (EngagementBait(), "please log a passage plan"),
    (EngagementBait(), "I subscribed years ago"),
    (EngagementBait(), ""),
    (Scam(), "the doorstep trick again: they said our roof was loose"),
    (Scam(), "my student loan is paid, finally"),
    (Scam(), "a spell of dry weather"),
    (Scam(), "beware, the urgent loan people wrote to me too"),
    (Scam(), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("signal", "code", "text", "phrase"), FIRES, ids=[f"{s.name}-{p}" for s, _, _, p in FIRES]
)
def test_fires_and_points_at_the_phrase(signal: Signal, code: Code, text: str, phrase: str) -> None:
    found = evidence(signal, code, text)
    assert any(phrase in span or span in phrase for span in found), found


@pytest.mark.parametrize(
    ("signal", "text"), QUIET, ids=[f"{s.name}-{k}" for k, (s, _) in enumerate(QUIET)]
)
def test_stays_quiet(signal: Signal, text: str) -> None:
    assert read(signal, text).fired == ()
