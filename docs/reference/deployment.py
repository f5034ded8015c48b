"""Which process talks to what, from the table that network policies are written from."""

from charts.generate import edges
from contracts.catalogue import SERVICES

PROCESSES = ("web", "worker", "relay")
FAR = {
    "database": "PostgreSQL",
    "broker": "RabbitMQ",
    "mail": "SMTP",
    "telemetry": "OTLP collector",
    "scan": "ClamAV",
    "signIn": "OpenID provider",
    "paypal": "PayPal",
    "post": "letter service",
    "register": "registers of authorities",
    "residents": "the town's register of residents",
    "webhooks": "the towns' own programs",
    "sms": "SMS gateway",
}


def drawing() -> str:
    """Return a mermaid flowchart of one service's processes and all that any of them reaches."""
    lines = ["flowchart LR", "    citizen([browser of a citizen]) & clerk([browser of staff]) --> gateway[Gateway]"]
    lines += [f"    gateway --> {service}-web" for service in SERVICES]
    for service in SERVICES:
        reaches = edges(service)["reaches"]
        lines.append(f"    subgraph {service}")
        lines += [f"        {service}-{process}[{process}]" for process in PROCESSES]
        lines.append("    end")
        outside = {far for process in PROCESSES for far in reaches[process]} - {"telemetry", "scan", "mail"}
        lines += [
            f"    {service} --> {far}[({FAR[far]})]" for far in sorted(outside) if far not in {"database", "broker"}
        ]
    lines.append("    citizen <-. picture and sound, through TURN if need be .-> clerk")
    return "\n".join(lines)


def page() -> str:
    """Return the page of the processes, written anew at each build."""
    lines = [
        "# Deployment",
        "",
        (
            "Each service is one image with three kinds of pods and a database of its own. The table is the one "
            "that the "
            "charts' network policies are written from (`charts/generate.py`): what is not in it, is not allowed."
        ),
        "",
        f"```mermaid\n{drawing()}\n```",
        "",
        "| process | reaches | hears | paths |",
        "|---|---|---|---|",
    ]
    for service in SERVICES:
        told = edges(service)
        for process in PROCESSES:
            reaches = ", ".join(FAR[far] for far in told["reaches"][process])
            hears = "<br>".join(f"`{queue}`" for queue in told["hears"]) if process == "worker" else ""
            paths = "<br>".join(f"`{path}`" for path in told["paths"]) if process == "web" else ""
            lines.append(f"| {service} {process} | {reaches} | {hears} | {paths} |")
    return "\n".join(lines)
