"""Bank statements as banks write them, for tests and measurements."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape

TOWN_IBAN = "DE89370400440532013000"
DAY = date(2026, 11, 24)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One transaction as the bank tells it; cents, negative when money goes."""

    amount: int
    text: str = ""
    reference: str = ""
    name: str = "Erika Mustermann"
    iban: str = "DE02120300000000202051"
    bank_reference: str = ""
    end_to_end: str = "NOTPROVIDED"
    returned: bool = False
    day: date = DAY
    status: str = "BOOK"


@dataclass(frozen=True, kw_only=True)
class Day:
    """One statement."""

    told: tuple[Told, ...]
    number: str = "2026-229"
    sequence: int = 229
    opening: int = 100_000
    closing: int | None = None
    kind: str = "053"
    together: tuple[Told, ...] = field(default=())


def euros(cents: int) -> str:
    """Write an amount as the standard wants it."""
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def camt(day: Day) -> bytes:
    """Return the file of one statement."""
    return "".join(lines(day)).encode()


def zipped(**files: bytes) -> bytes:
    """Return a ZIP as banks deliver it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.xml", content)
    return out.getvalue()


def lines(day: Day) -> Iterator[str]:
    """Yield the text of a statement piece by piece."""
    booked = sum(told.amount for told in (*day.told, *day.together) if told.status == "BOOK")
    closing = day.opening + booked if day.closing is None else day.closing
    root, tag = ("BkToCstmrStmt", "Stmt") if day.kind == "053" else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{day.kind}.001.08">'
    yield f"<{root}><GrpHdr><MsgId>M{day.number}</MsgId><CreDtTm>2026-11-24T20:00:00</CreDtTm></GrpHdr>"
    yield f"<{tag}><Id>{day.number}</Id><ElctrncSeqNb>{day.sequence}</ElctrncSeqNb>"
    yield f"<CreDtTm>2026-11-24T20:00:00</CreDtTm><Acct><Id><IBAN>{TOWN_IBAN}</IBAN></Id></Acct>"
    if day.kind == "053":
        yield _balance("OPBD", day.opening)
        yield _balance("CLBD", closing)
    yield from _entries(day.told)
    if day.together:
        yield _entry(day.together)
    yield f"</{tag}></{root}></Document>"


def _entries(told: Iterable[Told]) -> Iterator[str]:
    for one in told:
        yield _entry((one,))


def _balance(kind: str, cents: int) -> str:
    way = "DBIT" if cents < 0 else "CRDT"
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{euros(cents)}</Amt>'
        f"<CdtDbtInd>{way}</CdtDbtInd><Dt><Dt>2026-11-24</Dt></Dt></Bal>"
    )


def _entry(parts: tuple[Told, ...]) -> str:
    first, amount = parts[0], sum(part.amount for part in parts)
    way = "DBIT" if amount < 0 else "CRDT"
    family = "RRTN" if first.returned else "ESCT"
    ours = f"<AcctSvcrRef>{first.bank_reference}</AcctSvcrRef>" if first.bank_reference else ""
    return (
        f'<Ntry><Amt Ccy="EUR">{euros(amount)}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>{first.status}</Cd></Sts>'
        f"<BookgDt><Dt>{first.day}</Dt></BookgDt><ValDt><Dt>{first.day}</Dt></ValDt>{ours}"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>{family}</SubFmlyCd></Fmly></Domn></BkTxCd>"
        f"<NtryDtls>{''.join(_details(part) for part in parts)}</NtryDtls></Ntry>"
    )


def _details(one: Told) -> str:
    who = "Dbtr" if one.amount > 0 else "Cdtr"
    way = "DBIT" if one.amount < 0 else "CRDT"
    said = "".join(f"<Ustrd>{escape(line)}</Ustrd>" for line in one.text.split("\n") if line)
    if one.reference:
        said += f"<Strd><CdtrRefInf><Ref>{one.reference}</Ref></CdtrRefInf></Strd>"
    purpose = f"<RmtInf>{said}</RmtInf>" if said else ""
    return (
        f'<TxDtls><Refs><EndToEndId>{one.end_to_end}</EndToEndId></Refs><Amt Ccy="EUR">{euros(one.amount)}</Amt>'
        f"<CdtDbtInd>{way}</CdtDbtInd><RltdPties><{who}><Pty><Nm>{escape(one.name)}</Nm></Pty></{who}>"
        f"<{who}Acct><Id><IBAN>{one.iban}</IBAN></Id></{who}Acct></RltdPties>{purpose}</TxDtls>"
    )
