#!/usr/bin/env bash
# Trains the recogniser in an environment of its own under .local/mrz. A run that was stopped goes on where it stopped;
# the same seed gives the same strips in the same order.
set -euo pipefail
cd "$(dirname "$0")/../../.."

[ -e /usr/share/fonts/opentype/ocr-b/OCRB.otf ] || { echo "train-mrz: Debian's package fonts-ocr-b is missing" >&2; exit 1; }
environment=.local/mrz/environment
if ! cmp -s services/identity/training/requirements.txt "$environment/installed"; then
    mkdir -p .local/mrz
    python3 -m venv --clear "$environment"
    "$environment/bin/python" -m pip install -q --disable-pip-version-check -r services/identity/training/requirements.txt
    cp services/identity/training/requirements.txt "$environment/installed"
fi
# One thread: results depend on the order of sums, and whoever works on this machine has the other cores.
PYTHONPATH=services/identity OMP_NUM_THREADS=1 exec nice -n 19 "$environment/bin/python" -m training \
    services/identity/identity/entrypoints/static/mrz/recogniser.onnx --work .local/mrz
