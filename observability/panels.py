"""What a panel is, told in one line, and how Grafana's library draws it."""

from dataclasses import dataclass

from grafana_foundation_sdk.builders import dashboard, prometheus, timeseries
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models.dashboard import DashboardLinkType as LinkType
from grafana_foundation_sdk.models.dashboard import DataSourceRef
from grafana_foundation_sdk.models.dashboard import Panel as Drawn

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
        for name, label, query in self.choices:
            choice = dashboard.QueryVariable(name).label(label).datasource(SOURCE).query(query)
            board.with_variable(choice.multi(True).include_all(True).all_value(".*"))  # noqa: FBT003
        for panel in self.panels:
            board.with_panel(panel.drawn())
        return board
