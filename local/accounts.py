"""The staff of the demo towns, as the OpenID provider knows them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One demo account; its roles hold for each of its towns."""

    sub: str
    login: str
    name: str
    title: str
    email: str
    roles: tuple[str, ...]
    tenants: tuple[str, ...]


# (login, role, title, names at the first town and further ones); what takes two people has colleague, deputy, treasurer
_PEOPLE = (
    ("clerk", "clerk", "Sachbearbeitung", ("Sabine Schäfer", "Mehmet Yılmaz", "Anna Kowalski")),
    ("colleague", "clerk", "Sachbearbeitung", ("Tobias Keller", "Maria Rossi", "Jan de Vries")),
    ("supervisor", "supervisor", "Leitung", ("Dr. Lena Vogt", "Paul Brandt", "Ines Roth")),
    ("deputy", "supervisor", "Stellvertretende Leitung", ("Aylin Arslan", "Thomas Huber", "Clara Winter")),
    ("cashier", "cashier", "Kasse", ("Jonas Weber", "Petra Lang", "Uwe Kern")),
    ("treasurer", "cashier", "Kassenleitung", ("Ruth Engel", "Ali Demir", "Eva Sommer")),
    ("administrator", "administrator", "Verwaltung der Kommune", ("Katrin Özdemir", "Bernd Maier", "Julia Frank")),
)


def demo_accounts(tenants: list[str]) -> list[Account]:
    """Return the people of each town, and one operator for the whole region."""
    accounts = []
    for number, tenant in enumerate(sorted(tenants, key=lambda key: key != "ostfildern")):
        for person, role, title, names in _PEOPLE:
            login = f"{person}.{tenant}"
            name = names[number % len(names)]
            email = f"{login}@staff.example"
            accounts.append(Account(f"demo-{login}", login, name, title, email, (role,), (tenant,)))
    everywhere = tuple(tenants)
    accounts.append(
        Account(
            "demo-operator", "operator", "Nora Betz", "Betrieb", "operator@staff.example", ("operator",), everywhere
        )
    )
    return accounts
