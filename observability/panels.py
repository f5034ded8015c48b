"""What a panel is, told in one line, and how Grafana's library draws it."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from grafana_foundation_sdk.builders import dashboard, prometheus, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models.dashboard import DashboardLinkType as LinkType
from grafana_foundation_sdk.models.dashboard import DataSourceRef
from grafana_foundation_sdk.models.dashboard import Panel as Drawn

EXPLORED = {
    "traces": (
        "Traces",
        "tempo",
        {"queryType": "traceql", "query": '{resource.service.namespace="buergerbuero" && status=error}'},
    ),
    "logs": ("Logs", "loki", {"expr": '{namespace="buergerbuero"} | json | level=~"warning|error"'}),
}
"""Where a dashboard leads on to: label, kind of data source, and the query that is asked first."""


def explored(name: str, query: dict[str, str]) -> str:
    """Return the address of Grafana's Explore with a query at the data source of that variable, in the same time."""
    source = f"${{{name}}}"
    asked = [{"refId": "A", "datasource": {"uid": source}, **query}]
    pane = {"datasource": source, "queries": asked, "range": {"from": "${__from}", "to": "${__to}"}}
    # Grafana fills in its variables before the browser reads the address, so their signs stay as they are.
    return f"/explore?schemaVersion=1&panes={quote(json.dumps({'a': pane}), safe='${}')}"


SOURCE = DataSourceRef(type_val="prometheus", uid="${source}")


@dataclass(frozen=True)
class Panel:
    """One question with its unit (Grafana's names), what a good answer looks like, and the query for it."""

    title: str
    unit: str
    description: str
    query: str
    legend: str = ""

    def drawn(self) -> Builder[Drawn]:
        """Return it as Grafana's library builds it."""
        target = prometheus.Dataquery().expr(self.query).legend_format(self.legend or "__auto").ref_id("A")
        return (
            timeseries.Panel()
            .title(self.title)
            .unit(self.unit)
            .description(self.description)
            .datasource(SOURCE)
            .min(0)
            .span(8)
            .height(8)
            .with_target(target)
        )


def facts(title: str, *events: str, tenant: str = ".*", description: str) -> Panel:
    """Return a panel that counts facts an hour, for each event and town."""
    chosen = f'events_published_total{{event=~"{"|".join(events)}",tenant=~"{tenant}"}}'
    return Panel(title, "short", description, f"sum by (event) (increase({chosen}[1h]))", "{{event}}")


@dataclass(frozen=True)
class Board:
    """One dashboard; `choices` are its variables with the query of their values."""

    uid: str
    title: str
    panels: tuple[Panel, ...]
    choices: tuple[tuple[str, str, str], ...] = ()

    def drawn(self) -> dashboard.Dashboard:
        """Return it as Grafana's library builds it."""
        board = dashboard.Dashboard(self.title).uid(self.uid).tags(["buergerbuero"]).refresh("1m").editable()
        board.time("now-6h", "now").timezone("browser")
        board.with_variable(dashboard.DatasourceVariable("source").label("Prometheus").type("prometheus"))
        others = dashboard.DashboardLink("Bürgerbüro")
        board.link(others.type(LinkType.DASHBOARDS).tags(["buergerbuero"]).include_vars(True))  # noqa: FBT003 - the library's way
        for name, (label, kind, asked) in EXPLORED.items():
            board.with_variable(dashboard.DatasourceVariable(name).label(label).type(kind))
            board.link(dashboard.DashboardLink(label).type(LinkType.LINK).url(explored(name, asked)).target_blank(True))  # noqa: FBT003
        for name, label, query in self.choices:
            choice = dashboard.QueryVariable(name).label(label).datasource(SOURCE).query(query)
            board.with_variable(choice.multi(True).include_all(True).all_value(".*"))  # noqa: FBT003
        for panel in self.panels:
            board.with_panel(panel.drawn())
        return board
