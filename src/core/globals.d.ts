/** The few names of the Web platform that Node.js and browsers share and that the core may use. */
interface TextDecoderOptions {
  readonly stream?: boolean;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: TextDecoderOptions): string;
}

declare class TextEncoder {
  encode(input: string): Uint8Array;
}
