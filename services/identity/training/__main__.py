"""Train the recogniser and write it as ONNX: `python -m training <model.onnx> --work DIR`; goes on where it stopped."""

import argparse
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from training.recogniser import Recogniser
from training.strips import ALPHABET, strip

SEED = 9303
STEPS, BATCH, FASTEST = 1900, 32, 3e-3
KEEP_EVERY, TELL_EVERY = 50, 50


def batch(step: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the strips of a step, their characters in a row, and the lengths; a step is the same in every run."""
    drawn = [strip((SEED, step, number)) for number in range(BATCH)]
    strips = torch.from_numpy(np.stack([grey for grey, _ in drawn])).unsqueeze(1)
    strips = strips.contiguous(memory_format=torch.channels_last)
    told = [[ALPHABET.index(character) + 1 for character in text] for _, text in drawn]
    return strips, torch.tensor([one for line in told for one in line]), torch.tensor([len(line) for line in told])


def right(said: torch.Tensor, texts: list[str]) -> int:
    """Count the lines that are read without a mistake."""
    count = 0
    for number, text in enumerate(texts):
        places = said[:, number].argmax(1).tolist()
        read = [one for one, before in zip(places, [0, *places], strict=False) if one not in (0, before)]
        count += "".join(ALPHABET[one - 1] for one in read) == text
    return count


def train(work: Path, steps: int) -> Recogniser:
    """Learn for so many steps, from the newest checkpoint on."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    recogniser = Recogniser().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(recogniser.parameters(), lr=FASTEST, weight_decay=1e-3)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, FASTEST, total_steps=steps, pct_start=0.15)
    judge = nn.CTCLoss(zero_infinity=True)
    kept, begin = work / f"checkpoint-{steps}.pt", 0
    if kept.exists():
        state = torch.load(kept)
        recogniser.load_state_dict(state["recogniser"])
        optimiser.load_state_dict(state["optimiser"])
        pace.load_state_dict(state["pace"])
        begin = state["step"]
    started = time.monotonic()
    for step in range(begin, steps):
        strips, characters, lengths = batch(step)
        with torch.autocast("cpu", torch.bfloat16):
            said = recogniser(strips)
        loss = judge(said.float(), characters, torch.full((BATCH,), said.shape[0]), lengths)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(recogniser.parameters(), 2.0)
        optimiser.step()
        pace.step()
        if (step + 1) % TELL_EVERY == 0:
            pieces = characters.split(lengths.tolist())
            good = right(said, ["".join(ALPHABET[one - 1] for one in piece.tolist()) for piece in pieces])
            speed = (step + 1 - begin) / (time.monotonic() - started)
            print(f"step {step + 1}: loss {loss.item():.4f}, {good} of {BATCH} lines, {speed:.2f} steps/s", flush=True)
        if (step + 1) % KEEP_EVERY == 0:
            parts = {"recogniser": recogniser, "optimiser": optimiser, "pace": pace}
            torch.save({name: part.state_dict() for name, part in parts.items()} | {"step": step + 1}, kept)
    return recogniser


def export(recogniser: Recogniser, target: Path) -> None:
    """Write the recogniser as ONNX, for any number of strips."""
    recogniser.eval()
    strips = torch.export.Dim.DYNAMIC
    torch.onnx.export(
        recogniser,
        (torch.zeros(2, 1, 32, 512),),
        target,
        input_names=["x"],
        output_names=["y"],
        dynamic_shapes=({0: strips},),
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    _forget_traces(target)


def _forget_traces(target: Path) -> None:
    """Take out where on this machine each layer was written down: the same training gives the same file anywhere."""
    model = onnx.load(target)
    for node in model.graph.node:
        del node.metadata_props[:]
    for value in (*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer):
        del value.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.save(model, target)


def main() -> None:
    """Train and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument("--steps", type=int, default=STEPS)
    wish = parser.parse_args()
    wish.work.mkdir(parents=True, exist_ok=True)
    export(train(wish.work, wish.steps), wish.model)


if __name__ == "__main__":
    main()
