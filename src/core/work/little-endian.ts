/** The bytes of 32-bit numbers in little-endian order, whatever the machine's own order is. */
export function littleEndianBytes(values: Float32Array | Uint32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  const nativeIsLittle = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  if (nativeIsLittle) return bytes;
  for (let at = 0; at < bytes.length; at += 4) bytes.subarray(at, at + 4).reverse();
  return bytes;
}
