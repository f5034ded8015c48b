"""Relay access as browsers take it: the `RTCConfiguration` of the WebRTC recommendation."""

from flask import Response, current_app, jsonify

from video.use_cases.ports import MediaAccess, MediaBackend


def media_backend() -> MediaBackend:
    """Return what carries the media here."""
    backend: MediaBackend = current_app.extensions["ports"].media
    return backend


def configuration(access: MediaAccess) -> Response:
    """Answer with what `new RTCPeerConnection(…)` takes, and for how long it is good."""
    return jsonify(
        iceServers=[{"urls": list(access.urls), "username": access.username, "credential": access.credential}],
        iceTransportPolicy="relay" if access.relay_only else "all",
        seconds=access.seconds,
    )
