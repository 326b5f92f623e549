import { defineConfig, type Plugin } from 'vite';

/**
 * wavesurfer writes a <style> element into its shadow root, which the page's Content-Security-Policy (style-src 'self') refuses.
 * Here the same rules become a constructed style sheet, which the policy allows. Fails the build where wavesurfer changed.
 */
function adoptWavesurferStyles(): Plugin {
  let adopted = false;
  return {
    name: 'adopt-wavesurfer-styles',
    buildStart() {
      adopted = false;
    },
    transform(code, id) {
      if (!id.endsWith('/wavesurfer.js/dist/renderer.js')) return null;
      const opening = 'shadow.innerHTML = `\n      <style${cspNonce ? ` nonce="${cspNonce}"` : \'\'}>';
      const closing = '</style>\n';
      if (code.split(opening).length !== 2 || code.split(closing).length !== 2) {
        this.error('wavesurfer.js writes its styles in another way than 8.0.1: look at initHtml in dist/renderer.js.');
      }
      adopted = true;
      return {
        code: code
          .replace(opening, 'const sheet = new CSSStyleSheet();\n        sheet.replaceSync(`')
          .replace(closing, '`);\n        shadow.adoptedStyleSheets = [sheet];\n        shadow.innerHTML = `\n'),
        map: null,
      };
    },
    generateBundle() {
      if (!adopted) this.error('dist/renderer.js of wavesurfer.js was not in the bundle.');
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [adoptWavesurferStyles()],
  build: {
    outDir: '../src/Undertone.Web/wwwroot',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    reportCompressedSize: false,
  },
});
