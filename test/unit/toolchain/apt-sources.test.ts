import { describe, expect, it } from 'vitest';
import { sourceOfSuite } from '../../../scripts/apt-sources.mjs';

const derive = (name: string, text: string) => sourceOfSuite([{ name, text }], 'bookworm', 'bullseye');

describe('sourceOfSuite', () => {
  it('takes mirror and keys from a stanza, with a comment between its fields', () => {
    const text = `Types: deb
# http://snapshot.example/debian/20250520T000000Z
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
`;
    expect(derive('debian.sources', text)).toEqual({
      extension: 'sources',
      text: `types: deb
uris: http://mirror.example/debian
suites: bullseye
components: main
signed-by: /usr/share/keyrings/debian-archive-keyring.gpg
`,
    });
  });

  it('keeps a key that stands in the stanza itself', () => {
    const text = `Types: deb deb-src
URIs: http://mirror.example/debian
Suites: bookworm
Components: main contrib
Check-Valid-Until: no
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
`;
    expect(derive('debian.sources', text)?.text).toBe(`types: deb
uris: http://mirror.example/debian
suites: bullseye
components: main
check-valid-until: no
signed-by:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
`);
  });

  it('takes a snapshot mirror and options from a line', () => {
    const text = `# deb http://other.example/debian bookworm main
deb-src http://other.example/debian bookworm main
deb [check-valid-until=no signed-by=/k.gpg] http://snapshot.example/debian/20250520T000000Z bookworm main non-free # ours
`;
    expect(derive('/etc/apt/sources.list', text)).toEqual({
      extension: 'list',
      text: 'deb [check-valid-until=no signed-by=/k.gpg] http://snapshot.example/debian/20250520T000000Z bullseye main\n',
    });
  });

  it('passes over what is disabled, of another suite, or without main', () => {
    expect(
      derive('a.sources', 'Enabled: no\nTypes: deb\nURIs: u\nSuites: bookworm\nComponents: main\n'),
    ).toBeUndefined();
    expect(derive('a.sources', 'Types: deb\nURIs: u\nSuites: trixie\nComponents: main\n')).toBeUndefined();
    expect(derive('a.list', 'deb u bookworm contrib\ndeb u bookworm-updates main\n')).toBeUndefined();
  });
});
