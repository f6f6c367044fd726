"""The work folder that every implementation of the experiment reads: the same images, weights and batch order.

LangBench writes the folder before a run; its layout is described in docs/work-folder.md.
"""

import argparse
import hashlib
import json
import os
import sys
from pathlib import Path

import numpy as np


def parse_options(description):
    """Return the command-line options that every implementation understands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--work", required=True, type=Path, metavar="DIR", help="work folder written by LangBench")
    parser.add_argument("--epochs", default=3, type=_positive, metavar="N", help="epochs to train (default: %(default)s)")
    parser.add_argument(
        "--threads",
        default="default",
        type=_positive_or("default", "default"),
        metavar="N|default",
        help="threads to use everywhere (default: what the framework chooses)",
    )
    parser.add_argument(
        "--images",
        default=None,
        type=_positive_or("all", None),
        metavar="N|all",
        help="train on the first N images (default: all)",
    )
    return parser.parse_args()


def _positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive whole number")
    return int(text)


def _positive_or(word, meaning):
    """Return a reader of positive numbers that takes one word as well."""
    return lambda text: meaning if text == word else _positive(text)


def available_cores():
    """Return how many logical cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fail(message):
    """End the program with a message on standard error."""
    print(message, file=sys.stderr)
    sys.exit(2)


def read_idx(path):
    """Return the array of unsigned bytes that an IDX file holds."""
    with open(path, "rb") as file:
        magic = file.read(4)
        if len(magic) != 4 or magic[:3] != b"\0\0\x08":
            fail(f"{path} is not an IDX file of unsigned bytes; let LangBench write the work folder again")
        shape = np.frombuffer(file.read(4 * magic[3]), dtype=">u4")
        data = np.fromfile(file, dtype=np.uint8)
    if data.size != np.prod(shape, dtype=np.int64):
        fail(f"{path} holds {data.size} bytes of data, but its header says {tuple(shape)}")
    return data.reshape(shape)


FILES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
    "weights.f32",
    "batches.u32",
    "work.json",
]


class Work:
    """What is in a work folder. Images are bytes, [count, 28, 28]; labels are bytes, [count]."""

    def __init__(self, folder, images=None, epochs=1):
        self.folder = folder
        for name in FILES:
            if not (folder / name).is_file():
                fail(f"there is no file {folder / name}; let LangBench write the work folder first")
        self.train_images = read_idx(folder / "train-images-idx3-ubyte")[:images]
        self.train_labels = read_idx(folder / "train-labels-idx1-ubyte")[:images]
        self.test_images = read_idx(folder / "t10k-images-idx3-ubyte")
        self.test_labels = read_idx(folder / "t10k-labels-idx1-ubyte")
        facts = json.loads((folder / "work.json").read_text(encoding="utf-8"))
        self.batch_size = facts["batchSize"]
        count = len(self.train_images)
        if (facts["images"], facts["epochs"]) != (count, epochs):
            fail(
                f"{folder} was written for {facts['epochs']} epochs of {facts['images']} images, "
                f"but {epochs} epochs of {count} images were asked for"
            )
        order = np.fromfile(folder / "batches.u32", dtype="<u4")
        if order.size != epochs * count:
            fail(f"{folder}/batches.u32 holds the order of {order.size} images, not of {epochs * count}")
        if order.max() >= count:
            fail(f"{folder}/batches.u32 speaks of image {order.max()}, but there are {count}")
        # Indices in the order in which each epoch visits them, [epochs, images].
        self.order = order.reshape(epochs, count)

    def weights(self, shapes):
        """Return the initial weights as Float32 arrays of the given shapes, in the file's order."""
        flat = np.fromfile(self.folder / "weights.f32", dtype="<f4")
        sizes = [int(np.prod(shape)) for shape in shapes]
        if flat.size != sum(sizes):
            fail(f"{self.folder}/weights.f32 holds {flat.size} numbers, but the network has {sum(sizes)}")
        parts = np.split(flat, np.cumsum(sizes)[:-1])
        return [part.reshape(shape) for part, shape in zip(parts, shapes)]

    def sha256(self):
        """Return the hash of the bytes in use: train images and labels, then test images and labels."""
        digest = hashlib.sha256()
        for array in (self.train_images, self.train_labels, self.test_images, self.test_labels):
            digest.update(np.ascontiguousarray(array))
        return digest.hexdigest()


# Shapes of the weights in the order of weights.f32: kernels are [out, in, height, width],
# the dense matrix's rows are ordered (channel, height, width).
WEIGHT_SHAPES = [
    (16, 1, 3, 3),
    (16,),
    (32, 16, 3, 3),
    (32,),
    (32, 32, 3, 3),
    (32,),
    (288, 10),
    (10,),
]
