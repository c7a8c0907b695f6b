"""All detectors, in the order of their columns.

Explicit and ordered: a new detector is a file, its line here, and its test. Nothing is
discovered, so nothing can be switched on by accident.
"""

from commentguard.evidence import Signal
from commentguard.signals.author import Author
from commentguard.signals.call_to_action import CallToAction
from commentguard.signals.emoji_pointer import EmojiPointer
from commentguard.signals.engagement_bait import EngagementBait
from commentguard.signals.generic_praise import GenericPraise
from commentguard.signals.label_stuffing import LabelStuffing
from commentguard.signals.link import LinkSignal
from commentguard.signals.location_ad import LocationAd
from commentguard.signals.obfuscation import Obfuscation
from commentguard.signals.offer import Offer
from commentguard.signals.phone_number import PhoneNumber
from commentguard.signals.planted_name import PlantedName
from commentguard.signals.reader import Reader
from commentguard.signals.relevance import Relevance
from commentguard.signals.request import Request
from commentguard.signals.scam import Scam
from commentguard.signals.shape import Shape
from commentguard.signals.superlative import Superlative
from commentguard.signals.voice import Voice

SIGNALS: tuple[Signal, ...] = (
    LabelStuffing(),
    PhoneNumber(),
    LocationAd(),
    LinkSignal(),
    CallToAction(),
    Offer(),
    Superlative(),
    Author(),
    Obfuscation(),
    Relevance(),
    GenericPraise(),
    EngagementBait(),
    Scam(),
    Shape(),
    Reader(),
    EmojiPointer(),
    Voice(),
    PlantedName(),
    Request(),
)

__all__ = ["SIGNALS"]
