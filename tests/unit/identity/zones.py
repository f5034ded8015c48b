"""Zones for tests: the specimens of ICAO 9303 and of Germany, and one that is made to measure."""

from datetime import date

from identity.domain.check_digit import check_digit
from identity.domain.documents import Document, DocumentKind
from identity.domain.judgement import Expected
from identity.domain.policy import Policy

ICAO_TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
ICAO_TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
GERMAN_TD1 = "IDD<<T220001293<<<<<<<<<<<<<<<\n6408125F2010315D<<<<<<<<<<<<<4\nMUSTERMANN<<ERIKA<<<<<<<<<<<<<"
TODAY = date(2026, 11, 24)
ID_CARD = Document(DocumentKind.ID_CARD, "D")
PASSPORT = Document(DocumentKind.PASSPORT, "D")
POLICY = Policy(version="test", wording={})


def expected(document: Document = ID_CARD, today: date = TODAY, policy: Policy = POLICY, **more: bool) -> Expected:
    """Return what a zone is judged against."""
    return Expected(document, policy, today, **more)


def td1(  # noqa: PLR0917 - one field each
    number: str = "L01X00T47",
    birth: str = "640812",
    expiry: str = "331231",
    names: str = "MUSTERMANN<<ERIKA",
    code: str = "ID",
    state: str = "D",
    optional: str = "",
) -> str:
    """Return a TD1 zone with right check digits."""
    first = f"{code:<<2}{state:<<3}{number:<<9}{check_digit(number)}{optional}".ljust(30, "<")
    second = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}{state:<<3}".ljust(29, "<")
    composite = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return f"{first}\n{second}{composite}\n{names:<<30}"


def td2(
    number: str = "L01X00T47", birth: str = "640812", expiry: str = "331231", names: str = "MUSTERMANN<<ERIKA"
) -> str:
    """Return the TD2 zone of a provisional identity card with right check digits."""
    head = f"{number}{check_digit(number)}"
    dates = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}" + "<" * 7
    composite = check_digit(head + dates[:7] + dates[8:])
    return f"{'ITD<<' + names:<<36}\n{head}D<<{dates}{composite}"


def td3(
    number: str = "C01X00T47", birth: str = "640812", expiry: str = "331231", names: str = "MUSTERMANN<<ERIKA"
) -> str:
    """Return a German passport's zone with right check digits."""
    head = f"{number}{check_digit(number)}"
    dates = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}" + "<" * 15
    composite = check_digit(head + dates[:7] + dates[8:])
    return f"{'P<D<<' + names:<<44}\n{head}D<<{dates}{composite}"
