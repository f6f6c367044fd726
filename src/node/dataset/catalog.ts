import type { IdxRole } from '../../core/dataset/idx.js';

/** MD5s by which a file is known: of the decompressed bytes, or of the archive where only that is published. */
interface Checksum {
  readonly contents?: string;
  readonly archive?: string;
}

/** A public data set that LangBench knows how to get. */
export interface KnownDataset {
  readonly id: string;
  readonly title: string;
  /** Tried in this order; each ends in a slash and serves `<IDX name>.gz`. */
  readonly mirrors: readonly string[];
  readonly checksums: Readonly<Record<IdxRole, Checksum>>;
}

/** Compressed bytes of MNIST differ between sources, so its decompressed bytes are checked. */
const mnist: KnownDataset = {
  id: 'mnist',
  title: 'MNIST',
  mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  checksums: {
    trainImages: { contents: '6bbc9ace898e44ae57da46a324031adb' },
    trainLabels: { contents: 'a25bea736e30d166cdddb491f175f624' },
    testImages: { contents: '2646ac647ad5339dbf082846283269ea' },
    testLabels: { contents: '27ae3e4e09519cfbb04c329615203637' },
  },
};

/** Archive checksums as in the README of zalandoresearch/fashion-mnist. */
const fashionMnist: KnownDataset = {
  id: 'fashion-mnist',
  title: 'Fashion-MNIST',
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
  ],
  checksums: {
    trainImages: { archive: '8d4fb7e6c68d591d4c3dfef9ec88bf0d' },
    trainLabels: { archive: '25c81989df183df01b3e8a0aad5dffbe', contents: '9018921c3c673c538a1fc5bad174d6f9' },
    testImages: { archive: 'bef4ecab320f06d8554ea6380940ec79' },
    testLabels: { archive: 'bb300cfdad3c16e7a12a480ee83cd310', contents: '15d484375f8d13e6eb1aabb0c3f46965' },
  },
};

export const knownDatasets: readonly KnownDataset[] = [mnist, fashionMnist];
