"""The databases as the runner makes them: a service's roles open its own and are refused the neighbour's."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest

from local.databases import Databases, DatabaseUrls
from local.home import Home

MINE, THEIRS = "wall_mine", "wall_theirs"


@pytest.fixture
def urls(postgres_url: str, home: Home) -> Iterator[tuple[DatabaseUrls, DatabaseUrls]]:
    databases = Databases(postgres_url, home)
    yield databases.ensure(MINE), databases.ensure(THEIRS)
    for name in (MINE, THEIRS):
        databases.drop(name)


@pytest.mark.parametrize("role", ["database", "relay", "migration"])
def test_each_role_opens_its_own_database_alone(urls: tuple[DatabaseUrls, DatabaseUrls], role: str) -> None:
    url = getattr(urls[0], role)
    psycopg2.connect(url).close()
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        psycopg2.connect(urlsplit(url)._replace(path=f"/{THEIRS}").geturl())
