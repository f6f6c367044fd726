"""The network as a Keras tutorial would train it: arrays into `fit`, shuffling, the progress bar as it comes.

The peer that mnist_tensorflow.py is measured against. Prints one JSON array: the seconds of each epoch.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import tensorflow as tf

folder, images, epochs, threads = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)
x = np.fromfile(folder / "train-images-idx3-ubyte", np.uint8)[16:].reshape(-1, 28, 28, 1)[:images] / np.float32(255)
y = np.fromfile(folder / "train-labels-idx1-ubyte", np.uint8)[8:][:images]

layers = tf.keras.layers
model = tf.keras.Sequential(
    [
        tf.keras.Input((28, 28, 1)),
        layers.Conv2D(16, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(10),
    ]
)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])


class Epochs(tf.keras.callbacks.Callback):
    seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.started = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.started)


model.fit(x, y, epochs=epochs, batch_size=128, callbacks=[Epochs()])
print("\n" + json.dumps(Epochs.seconds))
