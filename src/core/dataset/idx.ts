import { sentence } from '../model/sentence.js';
import { ToldError } from '../told-error.js';

/** The four files of an MNIST-like data set under the names that programs read, with what each holds. */
export const idxFiles = {
  trainImages: { name: 'train-images-idx3-ubyte', holds: 'images' },
  trainLabels: { name: 'train-labels-idx1-ubyte', holds: 'labels' },
  testImages: { name: 't10k-images-idx3-ubyte', holds: 'images' },
  testLabels: { name: 't10k-labels-idx1-ubyte', holds: 'labels' },
} as const satisfies Record<string, { name: string; holds: IdxContent }>;

export type IdxContent = 'images' | 'labels';
export type IdxRole = keyof typeof idxFiles;
export const idxRoles = Object.keys(idxFiles) as IdxRole[];

export const IMAGE_SIDE = 28;
export const CLASSES = 10;

/** Bytes before the data: a magic number and one 32-bit size for each dimension, all big-endian. */
export const headerBytes = { images: 16, labels: 8 } as const;
/** Two zero bytes, 8 for "unsigned byte", and the number of dimensions. */
const magic = { images: 0x00000803, labels: 0x00000801 } as const;
/** An image is 28x28 bytes, row-major; a label is a byte. */
export const itemBytes = { images: IMAGE_SIDE * IMAGE_SIDE, labels: 1 } as const;

/** A file that is not the IDX file it should be. */
export class IdxError extends ToldError {
  override readonly name = 'IdxError';
}

/**
 * Checks the header of a decompressed IDX file of 28x28 images or of labels, and that the file is as long as it says.
 * @param name names the file in errors
 * @param header the first bytes, at least {@link headerBytes} of them unless the file is shorter
 * @param totalBytes the whole file's length
 * @returns the number of items in the file
 */
export function checkIdxHeader(name: string, holds: IdxContent, header: Uint8Array, totalBytes: number): number {
  if (header.length < headerBytes[holds]) {
    throw new IdxError(sentence('{0} has {1} bytes: too short for an IDX file', name, totalBytes));
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const found = view.getUint32(0);
  if (found !== magic[holds]) {
    throw new IdxError(
      sentence(
        holds === 'images'
          ? '{0} is not an IDX file of images: it starts with {1} and should start with {2}'
          : '{0} is not an IDX file of labels: it starts with {1} and should start with {2}',
        name,
        hex(found),
        hex(magic[holds]),
      ),
    );
  }
  if (holds === 'images') {
    const [height, width] = [view.getUint32(8), view.getUint32(12)];
    if (height !== IMAGE_SIDE || width !== IMAGE_SIDE) {
      const sizes = [`${height}x${width}`, `${IMAGE_SIDE}x${IMAGE_SIDE}`] as const;
      throw new IdxError(sentence('{0} holds images of {1} pixels; they must be {2}', name, ...sizes));
    }
  }
  const count = view.getUint32(4);
  if (count === 0) {
    throw new IdxError(sentence(holds === 'images' ? '{0} holds no images' : '{0} holds no labels', name));
  }
  const expected = headerBytes[holds] + count * itemBytes[holds];
  if (totalBytes !== expected) {
    throw new IdxError(
      sentence(
        '{0} has {1} bytes, but its header speaks of {2}, which take {3}: {4}',
        name,
        totalBytes,
        sentence(holds === 'images' ? '{0} images' : '{0} labels', count),
        expected,
        sentence(totalBytes < expected ? 'the file is cut short' : 'the file is too long'),
      ),
    );
  }
  return count;
}

/** Checks that all labels of a decompressed label file, given whole, are classes of ours. */
export function checkLabels(name: string, file: Uint8Array): void {
  const labels = file.subarray(headerBytes.labels);
  const index = labels.findIndex((label) => label >= CLASSES);
  if (index >= 0) {
    const facts = [name, index, labels[index] ?? '', CLASSES - 1] as const;
    throw new IdxError(sentence('{0}: label {1} is {2}; labels must be 0 to {3}', ...facts));
  }
}

/** Puts an IDX header before images (28x28 bytes each) or labels (a byte each). */
export function toIdx(holds: IdxContent, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(headerBytes[holds] + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic[holds]);
  view.setUint32(4, data.length / itemBytes[holds]);
  if (holds === 'images') {
    view.setUint32(8, IMAGE_SIDE);
    view.setUint32(12, IMAGE_SIDE);
  }
  bytes.set(data, headerBytes[holds]);
  return bytes;
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;
