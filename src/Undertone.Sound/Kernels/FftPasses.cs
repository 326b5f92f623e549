using System.Numerics;
using System.Runtime.CompilerServices;

namespace Undertone.Sound.Kernels;

/// <summary>
/// One pass of the self-sorting (Stockham) fast Fourier transform, decimated in frequency, on separate real and imaginary parts.
/// A pass of radix r over length n with stride s reads x[q + s(p + kn/r)] and writes y[q + s(rp + k)] for p below n/r and q below s.
/// The twiddles of a pass stand as r-1 pairs (cosine, sine) for each p. Strides must be multiples of the lane count.
/// </summary>
internal static unsafe class FftPasses
{
    private const double HalfSqrt3 = 0.866025403784438647;
    private const double HalfSqrt2 = 0.707106781186547524;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix2<V, S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / 2;
        nint far = (nint)s * m;
        for (var p = 0; p < m; p++)
        {
            var (w1r, w1i) = (V.Broadcast(twiddles[2 * p]), V.Broadcast(twiddles[2 * p + 1]));
            nint from = (nint)s * p, to = (nint)s * 2 * p;
            for (nint q = 0; q < s; q += V.Count)
            {
                V ar = V.Load(xr + from + q), ai = V.Load(xi + from + q);
                V br = V.Load(xr + from + far + q), bi = V.Load(xi + from + far + q);
                V.Store(ar + br, yr + to + q);
                V.Store(ai + bi, yi + to + q);
                Rotate(ar - br, ai - bi, w1r, w1i, yr + to + s + q, yi + to + s + q);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix3<V, S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / 3;
        nint far = (nint)s * m;
        V half = Constant<V, S>(-0.5), sine = Constant<V, S>(HalfSqrt3);
        for (var p = 0; p < m; p++)
        {
            var w = twiddles + 4 * p;
            V w1r = V.Broadcast(w[0]), w1i = V.Broadcast(w[1]), w2r = V.Broadcast(w[2]), w2i = V.Broadcast(w[3]);
            nint from = (nint)s * p, to = (nint)s * 3 * p;
            for (nint q = 0; q < s; q += V.Count)
            {
                V ar = V.Load(xr + from + q), ai = V.Load(xi + from + q);
                V br = V.Load(xr + from + far + q), bi = V.Load(xi + from + far + q);
                V cr = V.Load(xr + from + 2 * far + q), ci = V.Load(xi + from + 2 * far + q);
                V sr = br + cr, si = bi + ci;
                V dr = (br - cr) * sine, di = (bi - ci) * sine;
                V tr = V.MultiplyAdd(sr, half, ar), ti = V.MultiplyAdd(si, half, ai);
                V.Store(ar + sr, yr + to + q);
                V.Store(ai + si, yi + to + q);
                Rotate(tr + di, ti - dr, w1r, w1i, yr + to + s + q, yi + to + s + q);
                Rotate(tr - di, ti + dr, w2r, w2i, yr + to + 2 * s + q, yi + to + 2 * s + q);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix4<V, S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / 4;
        nint far = (nint)s * m;
        for (var p = 0; p < m; p++)
        {
            var w = twiddles + 6 * p;
            V w1r = V.Broadcast(w[0]), w1i = V.Broadcast(w[1]), w2r = V.Broadcast(w[2]);
            V w2i = V.Broadcast(w[3]), w3r = V.Broadcast(w[4]), w3i = V.Broadcast(w[5]);
            nint from = (nint)s * p, to = (nint)s * 4 * p;
            for (nint q = 0; q < s; q += V.Count)
            {
                V ar = V.Load(xr + from + q), ai = V.Load(xi + from + q);
                V br = V.Load(xr + from + far + q), bi = V.Load(xi + from + far + q);
                V cr = V.Load(xr + from + 2 * far + q), ci = V.Load(xi + from + 2 * far + q);
                V dr = V.Load(xr + from + 3 * far + q), di = V.Load(xi + from + 3 * far + q);
                V sacr = ar + cr, saci = ai + ci, dacr = ar - cr, daci = ai - ci;
                V sbdr = br + dr, sbdi = bi + di, dbdr = br - dr, dbdi = bi - di;
                V.Store(sacr + sbdr, yr + to + q);
                V.Store(saci + sbdi, yi + to + q);
                Rotate(dacr + dbdi, daci - dbdr, w1r, w1i, yr + to + s + q, yi + to + s + q);
                Rotate(sacr - sbdr, saci - sbdi, w2r, w2i, yr + to + 2 * s + q, yi + to + 2 * s + q);
                Rotate(dacr - dbdi, daci + dbdr, w3r, w3i, yr + to + 3 * s + q, yi + to + 3 * s + q);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix5<V, S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / 5;
        nint far = (nint)s * m;
        V c1 = Constant<V, S>(0.309016994374947424), c2 = Constant<V, S>(-0.809016994374947424);
        V s1 = Constant<V, S>(0.951056516295153572), s2 = Constant<V, S>(0.587785252292473129);
        for (var p = 0; p < m; p++)
        {
            var w = twiddles + 8 * p;
            nint from = (nint)s * p, to = (nint)s * 5 * p;
            for (nint q = 0; q < s; q += V.Count)
            {
                V ar = V.Load(xr + from + q), ai = V.Load(xi + from + q);
                V br = V.Load(xr + from + far + q), bi = V.Load(xi + from + far + q);
                V cr = V.Load(xr + from + 2 * far + q), ci = V.Load(xi + from + 2 * far + q);
                V dr = V.Load(xr + from + 3 * far + q), di = V.Load(xi + from + 3 * far + q);
                V er = V.Load(xr + from + 4 * far + q), ei = V.Load(xi + from + 4 * far + q);
                V sber = br + er, sbei = bi + ei, dber = br - er, dbei = bi - ei;
                V scdr = cr + dr, scdi = ci + di, dcdr = cr - dr, dcdi = ci - di;
                V.Store(ar + sber + scdr, yr + to + q);
                V.Store(ai + sbei + scdi, yi + to + q);
                V t1r = ar + c1 * sber + c2 * scdr, t1i = ai + c1 * sbei + c2 * scdi;
                V t2r = ar + c2 * sber + c1 * scdr, t2i = ai + c2 * sbei + c1 * scdi;
                V u1r = s1 * dber + s2 * dcdr, u1i = s1 * dbei + s2 * dcdi;
                V u2r = s2 * dber - s1 * dcdr, u2i = s2 * dbei - s1 * dcdi;
                Rotate(t1r + u1i, t1i - u1r, V.Broadcast(w[0]), V.Broadcast(w[1]), yr + to + s + q, yi + to + s + q);
                Rotate(t2r + u2i, t2i - u2r, V.Broadcast(w[2]), V.Broadcast(w[3]), yr + to + 2 * s + q, yi + to + 2 * s + q);
                Rotate(t2r - u2i, t2i + u2r, V.Broadcast(w[4]), V.Broadcast(w[5]), yr + to + 3 * s + q, yi + to + 3 * s + q);
                Rotate(t1r - u1i, t1i + u1r, V.Broadcast(w[6]), V.Broadcast(w[7]), yr + to + 4 * s + q, yi + to + 4 * s + q);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Radix8<V, S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / 8;
        nint far = (nint)s * m;
        var root = Constant<V, S>(HalfSqrt2);
        for (var p = 0; p < m; p++)
        {
            var w = twiddles + 14 * p;
            nint from = (nint)s * p, to = (nint)s * 8 * p;
            for (nint q = 0; q < s; q += V.Count)
            {
                S* r = xr + from + q, i = xi + from + q;
                V x0r = V.Load(r), x4r = V.Load(r + 4 * far), x2r = V.Load(r + 2 * far), x6r = V.Load(r + 6 * far);
                V x0i = V.Load(i), x4i = V.Load(i + 4 * far), x2i = V.Load(i + 2 * far), x6i = V.Load(i + 6 * far);
                V a0r = x0r + x4r, a1r = x0r - x4r, a2r = x2r + x6r, a3r = x2r - x6r;
                V a0i = x0i + x4i, a1i = x0i - x4i, a2i = x2i + x6i, a3i = x2i - x6i;
                V e0r = a0r + a2r, e2r = a0r - a2r, e1r = a1r + a3i, e3r = a1r - a3i;
                V e0i = a0i + a2i, e2i = a0i - a2i, e1i = a1i - a3r, e3i = a1i + a3r;
                V x1r = V.Load(r + far), x5r = V.Load(r + 5 * far), x3r = V.Load(r + 3 * far), x7r = V.Load(r + 7 * far);
                V x1i = V.Load(i + far), x5i = V.Load(i + 5 * far), x3i = V.Load(i + 3 * far), x7i = V.Load(i + 7 * far);
                V b0r = x1r + x5r, b1r = x1r - x5r, b2r = x3r + x7r, b3r = x3r - x7r;
                V b0i = x1i + x5i, b1i = x1i - x5i, b2i = x3i + x7i, b3i = x3i - x7i;
                V o0r = b0r + b2r, t2r = b0r - b2r, t1r = b1r + b3i, t3r = b1r - b3i;
                V o0i = b0i + b2i, t2i = b0i - b2i, t1i = b1i - b3r, t3i = b1i + b3r;
                V o1r = (t1r + t1i) * root, o1i = (t1i - t1r) * root;
                V o3r = (t3i - t3r) * root, o3i = -(t3r + t3i) * root;
                S* zr = yr + to + q, zi = yi + to + q;
                V.Store(e0r + o0r, zr);
                V.Store(e0i + o0i, zi);
                Rotate(e1r + o1r, e1i + o1i, V.Broadcast(w[0]), V.Broadcast(w[1]), zr + s, zi + s);
                Rotate(e2r + t2i, e2i - t2r, V.Broadcast(w[2]), V.Broadcast(w[3]), zr + 2 * s, zi + 2 * s);
                Rotate(e3r + o3r, e3i + o3i, V.Broadcast(w[4]), V.Broadcast(w[5]), zr + 3 * s, zi + 3 * s);
                Rotate(e0r - o0r, e0i - o0i, V.Broadcast(w[6]), V.Broadcast(w[7]), zr + 4 * s, zi + 4 * s);
                Rotate(e1r - o1r, e1i - o1i, V.Broadcast(w[8]), V.Broadcast(w[9]), zr + 5 * s, zi + 5 * s);
                Rotate(e2r - t2i, e2i + t2r, V.Broadcast(w[10]), V.Broadcast(w[11]), zr + 6 * s, zi + 6 * s);
                Rotate(e3r - o3r, e3i - o3i, V.Broadcast(w[12]), V.Broadcast(w[13]), zr + 7 * s, zi + 7 * s);
            }
        }
    }

    /// <summary>A pass of any radix by the definition; <paramref name="roots"/> holds cos and sin
    /// of -2 pi j / radix for each j below the radix.</summary>
    public static void RadixAny<S>(S* xr, S* xi, S* yr, S* yi, int n, int s, S* twiddles, int radix, S* roots)
        where S : unmanaged, IBinaryFloatingPointIeee754<S>
    {
        var m = n / radix;
        for (var p = 0; p < m; p++)
        {
            for (var q = 0; q < s; q++)
            {
                for (var k = 0; k < radix; k++)
                {
                    double sumR = 0, sumI = 0;
                    for (var j = 0; j < radix; j++)
                    {
                        var from = q + (nint)s * (p + (nint)m * j);
                        var root = 2 * (int)((long)j * k % radix);
                        double re = double.CreateTruncating(xr[from]), im = double.CreateTruncating(xi[from]);
                        double cos = double.CreateTruncating(roots[root]), sin = double.CreateTruncating(roots[root + 1]);
                        sumR += re * cos - im * sin;
                        sumI += re * sin + im * cos;
                    }

                    var to = q + (nint)s * ((nint)radix * p + k);
                    var w = 2 * ((radix - 1) * p + k - 1);
                    var wr = k == 0 ? 1 : double.CreateTruncating(twiddles[w]);
                    var wi = k == 0 ? 0 : double.CreateTruncating(twiddles[w + 1]);
                    yr[to] = S.CreateTruncating(sumR * wr - sumI * wi);
                    yi[to] = S.CreateTruncating(sumR * wi + sumI * wr);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rotate<V, S>(V r, V i, V wr, V wi, S* toR, S* toI)
        where V : struct, ILanes<V, S>
        where S : unmanaged
    {
        V.Store(V.MultiplyAdd(r, wr, -(i * wi)), toR);
        V.Store(V.MultiplyAdd(r, wi, i * wr), toI);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V, S>(double value)
        where V : struct, ILanes<V, S>
        where S : unmanaged, IBinaryFloatingPointIeee754<S> => V.Broadcast(S.CreateTruncating(value));
}
