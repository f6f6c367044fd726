import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Characters with a meaning in HTML, for the few values that are set into the page's frame. */
function escapeAttribute(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** Where the page's files lie. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}

/**
 * The page's frame: no data, no script and no style in it. All of these come from files of the extension, and the data
 * comes by message.
 */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64');
  const file = (name: string): string =>
    escapeAttribute(webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), name)).toString());
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    // Charts are saved as pictures by way of one.
    `img-src blob:`,
  ].join('; ');
  const title = escapeAttribute(vscode.l10n.t('LangBench Results'));
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(vscode.env.language)}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${file('panel.css')}">
    <title>${title}</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${nonce}" src="${file('panel.js')}"></script>
  </body>
</html>
`;
}
