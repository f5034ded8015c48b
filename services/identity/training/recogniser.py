"""The recogniser: seven convolutions that look at a strip and say, for each of 128 places, which character is there."""

from torch import Tensor, nn

CLASSES = 38
"""The blank of CTC, the filler, ten digits and 26 letters."""


def _block(before: int, after: int, pool: tuple[int, int]) -> list[nn.Module]:
    convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
    return [convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True), nn.MaxPool2d(pool)]


class Recogniser(nn.Module):
    """Takes [n, 1, 32, 512], returns log-probabilities [128, n, 38]; about 255,000 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            *_block(1, 24, (2, 2)),
            *_block(24, 48, (2, 2)),
            *_block(48, 64, (2, 1)),
            *_block(64, 96, (2, 1)),
            nn.Conv2d(96, 128, (2, 3), padding=(0, 1), bias=False),
            nn.BatchNorm2d(128),
            nn.ReLU(inplace=True),
            nn.Conv2d(128, 128, (1, 5), padding=(0, 2), bias=False),
            nn.BatchNorm2d(128),
            nn.ReLU(inplace=True),
            nn.Conv2d(128, CLASSES, 1),
        )

    def forward(self, strips: Tensor) -> Tensor:
        """Return the log-probabilities, place by place."""
        told: Tensor = self.layers(strips).squeeze(2).permute(2, 0, 1)
        return told.log_softmax(2)
