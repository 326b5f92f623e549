/**
 * Perceptually even colors by Stefan van der Walt and Nathaniel Smith (matplotlib 1.5; published under CC0): equal steps of the value
 * look equally large. The pictures of reports and of `plot` have the same.
 */
const magmaHex =
  '00000401000501010601010802010902020b02020d03030f03031204041405041606051806051a07061c08071e0907200a08220b09240c09260d0a29' +
  '0e0b2b100b2d110c2f120d31130d34140e36150e38160f3b180f3d19103f1a10421c10441d11471e114920114b21114e221150241253251255271258' +
  '29115a2a115c2c115f2d11612f116331116533106734106936106b38106c390f6e3b0f703d0f713f0f72400f74420f75440f76451077471078491078' +
  '4a10794c117a4e117b4f127b51127c52137c54137d56147d57157e59157e5a167e5c167f5d177f5f187f601880621980641a80651a80671b80681c81' +
  '6a1c816b1d816d1d816e1e81701f81721f817320817521817621817822817922827b23827c23827e2482802582812581832681842681862781882781' +
  '8928818b29818c29818e2a81902a81912b81932b80942c80962c80982d80992d809b2e7f9c2e7f9e2f7fa02f7fa1307ea3307ea5317ea6317da8327d' +
  'aa337dab337cad347cae347bb0357bb2357bb3367ab5367ab73779b83779ba3878bc3978bd3977bf3a77c03a76c23b75c43c75c53c74c73d73c83e73' +
  'ca3e72cc3f71cd4071cf4070d0416fd2426fd3436ed5446dd6456cd8456cd9466bdb476adc4869de4968df4a68e04c67e24d66e34e65e44f64e55064' +
  'e75263e85362e95462ea5661eb5760ec5860ed5a5fee5b5eef5d5ef05f5ef1605df2625df2645cf3655cf4675cf4695cf56b5cf66c5cf66e5cf7705c' +
  'f7725cf8745cf8765cf9785df9795df97b5dfa7d5efa7f5efa815ffb835ffb8560fb8761fc8961fc8a62fc8c63fc8e64fc9065fd9266fd9467fd9668' +
  'fd9869fd9a6afd9b6bfe9d6cfe9f6dfea16efea36ffea571fea772fea973feaa74feac76feae77feb078feb27afeb47bfeb67cfeb77efeb97ffebb81' +
  'febd82febf84fec185fec287fec488fec68afec88cfeca8dfecc8ffecd90fecf92fed194fed395fed597fed799fed89afdda9cfddc9efddea0fde0a1' +
  'fde2a3fde3a5fde5a7fde7a9fde9aafdebacfcecaefceeb0fcf0b2fcf2b4fcf4b6fcf6b8fcf7b9fcf9bbfcfbbdfcfdbf';

/** The color of a value from 0 to 255 as red, green and blue, three bytes for each of the 256 values. */
export const magma: Uint8Array = Uint8Array.from({ length: 768 }, (_, i) => parseInt(magmaHex.slice(i * 2, i * 2 + 2), 16));

/** Grey from black to almost white, for a picture on which other colors are laid. */
export const grey: Uint8Array = Uint8Array.from({ length: 768 }, (_, i) => Math.round(24 + Math.floor(i / 3) * 0.85));

/** Red for what speaks for an answer and blue for what speaks against it; told apart with every kind of color blindness. */
export const forColor = [214, 52, 28] as const;
export const againstColor = [38, 120, 255] as const;
