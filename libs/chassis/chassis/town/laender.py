"""Whom a citizen of each Land turns to: about accessibility, and about data protection.

The bodies are those that the Länder have named (list kept by Hessen's Landesbeauftragte Person für barrierefreie IT); a
town can name another in its settings.
"""

from dataclasses import dataclass

LIST_OF_BODIES = "https://lbit.hessen.de/buergerinnen-und-buerger/durchsetzungsstellen-der-laender"
"""The enforcement bodies of all Länder with their addresses, as the Länder keep them up to date."""


@dataclass(frozen=True)
class Land:
    """The law on accessible information technology, its enforcement body, and the data protection authority."""

    law: str
    enforcement: str
    data_protection: str


_DISABLED = "bei der oder dem Landesbeauftragten für die Belange von Menschen mit Behinderungen"
LAENDER = {
    "BB": Land(
        "§ 9 BbgBGG und Brandenburgische Barrierefreie Informationstechnikverordnung (BbgBITV)",
        f"Durchsetzungsstelle für digitale Barrierefreiheit des Landes Brandenburg {_DISABLED}",
        "Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
    ),
    "BE": Land(
        "Barrierefreie-IKT-Gesetz Berlin (BIKTG Bln)",
        "Landesbeauftragte oder Landesbeauftragter für digitale Barrierefreiheit des Landes Berlin",
        "Berliner Beauftragte für Datenschutz und Informationsfreiheit",
    ),
    "BW": Land(
        "§ 10 Landes-Behindertengleichstellungsgesetz (L-BGG) und L-BGG-DVO",
        f"Schlichtungsstelle des Landes Baden-Württemberg {_DISABLED}",
        "Landesbeauftragte oder Landesbeauftragter für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
    ),
    "BY": Land(
        "Bayerische Digitalverordnung (BayDiV) zu Art. 14 BayBGG",
        "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik beim Landesamt für "
        "Digitalisierung, Breitband und Vermessung",
        "Bayerischer Landesbeauftragter für den Datenschutz",
    ),
    "HB": Land(
        "§§ 13 bis 16 Bremisches Behindertengleichstellungsgesetz (BremBGG)",
        f"Schlichtungsstelle der Freien Hansestadt Bremen {_DISABLED}",
        "Landesbeauftragte oder Landesbeauftragter für Datenschutz und Informationsfreiheit Bremen",
    ),
    "HE": Land(
        "Hessisches Behinderten-Gleichstellungsgesetz (HessBGG) und HVBIT",
        "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik des Landes Hessen",
        "Hessischer Beauftragter für Datenschutz und Informationsfreiheit",
    ),
    "HH": Land(
        "§ 11 Hamburgisches Behindertengleichstellungsgesetz (HmbBGG) und HmbBITVO",
        "Ombudsstelle Barrierefreie Informationstechnik der Freien und Hansestadt Hamburg",
        "Hamburgischer Beauftragter für Datenschutz und Informationsfreiheit",
    ),
    "MV": Land(
        "§ 13 Landesbehindertengleichstellungsgesetz (LBGG M-V) und BITVO M-V",
        "Durchsetzungsstelle für barrierefreie Informationstechnik des Landes Mecklenburg-Vorpommern",
        "Landesbeauftragter für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
    ),
    "NI": Land(
        "§§ 9 bis 9d Niedersächsisches Behindertengleichstellungsgesetz (NBGG)",
        f"Schlichtungsstelle nach § 9d NBGG {_DISABLED}",
        "Landesbeauftragter für den Datenschutz Niedersachsen",
    ),
    "NW": Land(
        "§§ 10 bis 10d Behindertengleichstellungsgesetz Nordrhein-Westfalen (BGG NRW) und BITVNRW",
        f"Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen {_DISABLED}",
        "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen",
    ),
    "RP": Land(
        "Landesgesetz zur Gleichstellung, Inklusion und Teilhabe von Menschen mit Behinderungen Rheinland-Pfalz",
        f"Durchsetzungsstelle für barrierefreie Informationstechnik des Landes Rheinland-Pfalz {_DISABLED}",
        "Landesbeauftragter für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
    ),
    "SH": Land(
        "§§ 11 bis 14 Landesbehindertengleichstellungsgesetz (LBGG) Schleswig-Holstein",
        f"Beschwerdestelle für barrierefreie Informationstechnik des Landes Schleswig-Holstein {_DISABLED}",
        "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein",
    ),
    "SL": Land(
        "Saarländisches Behindertengleichstellungsgesetz (SBGG) und SBGVO",
        f"Schlichtungsstelle des Saarlandes {_DISABLED}",
        "Unabhängiges Datenschutzzentrum Saarland",
    ),
    "SN": Land(
        "Barrierefreie-Websites-Gesetz (BfWebG) und BfWebVO",
        f"Durchsetzungsstelle des Freistaates Sachsen {_DISABLED}",
        "Sächsische Datenschutz- und Transparenzbeauftragte",
    ),
    "ST": Land(
        "§§ 16 bis 16d Behindertengleichstellungsgesetz Sachsen-Anhalt (BGG LSA) und BITVO LSA",
        f"Ombudsstelle des Landes Sachsen-Anhalt {_DISABLED}",
        "Landesbeauftragte für den Datenschutz Sachsen-Anhalt",
    ),
    "TH": Land(
        "Thüringer Gesetz über die Barrierefreiheit von Websites (ThürBarrWebG)",
        f"Durchsetzungsstelle des Freistaats Thüringen {_DISABLED}",
        "Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit",
    ),
}
