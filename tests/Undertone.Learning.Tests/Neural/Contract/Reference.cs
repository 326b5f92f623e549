using System.Text.Json.Nodes;
using MathNet.Numerics;

namespace Undertone.Learning.Tests.Neural.Contract;

/// <summary>A sample of the reference: its numbers in double precision and its own shape, never padded.</summary>
internal sealed record Sample(double[] Values, int[] Shape)
{
    public int Steps => Shape[0];

    public int Inner => Values.Length / Shape[0];

    public int Last => Shape[^1];

    public double this[int row, int column] => Values[row * Last + column];
}

/// <summary>
/// The layers once more, as plain loops in double precision written from their definitions: the oracle that forward passes are compared
/// with and that central differences are taken of. It reads the same JSON and takes the parameters in the network's order.
/// </summary>
internal sealed class Reference(IReadOnlyList<double[]> parameters, bool training)
{
    private int _next;

    public List<Sample> Run(JsonArray layers, List<Sample> batch)
    {
        foreach (var layer in layers) batch = One((JsonObject)layer!, batch);
        return batch;
    }

    private double[] Take() => parameters[_next++];

    private List<Sample> One(JsonObject o, List<Sample> batch)
    {
        var type = (string)o["type"]!;
        var result = type switch
        {
            "dense" => Dense(o, batch),
            "conv1d" => Convolution(o, batch, 1),
            "conv2d" => Convolution(o, batch, 2),
            "batch-norm" => BatchNorm(o, batch),
            "layer-norm" => LayerNorm(o, batch),
            "layer-weights" => LayerWeights(batch),
            "max-pool1d" or "max-pool2d" => Pool(o, batch, type[^2] - '0', (values) => values.Max()),
            "average-pool1d" or "average-pool2d" => Pool(o, batch, type[^2] - '0', (values) => values.Average()),
            "global-average-pool" => Each(batch, s => new Sample([.. Channels(s).Select(c => c.Average())], [s.Last])),
            "global-max-pool" => Each(batch, s => new Sample([.. Channels(s).Select(c => c.Max())], [s.Last])),
            "max-mean-pool" => Each(batch, MaxPlusMean),
            "statistics-pool" => Each(batch, s => Statistics(s, [.. Enumerable.Repeat(1.0 / s.Steps, s.Steps)])),
            "attentive-statistics-pool" => Attentive(o, batch),
            "lstm" or "gru" => Recurrent(o, batch, (bool?)o["reverse"] ?? false),
            "bidirectional" => Bidirectional(o, batch),
            "multi-head-attention" => Attention((int)o["heads"]!, batch),
            "transformer-block" => Transformer(o, batch),
            "residual" => Residual(o, batch),
            "squeeze-excite" => SqueezeExcite(o, batch),
            "softmax" => Each(batch, s => new Sample([.. Rows(s).SelectMany(Softmax)], s.Shape)),
            "flatten" => Each(batch, s => new Sample(s.Values, [s.Values.Length])),
            "reshape" => Each(batch, s => Reshape(s, [.. o["shape"]!.AsArray().Select(n => (int)n!)])),
            "permute" => Each(batch, s => Permute(s, [.. o["order"]!.AsArray().Select(n => (int)n!)])),
            "positional-encoding" => Each(batch, Positions),
            "dropout" or "spatial-dropout" or "spec-augment" => batch,
            _ => Each(batch, s => new Sample([.. s.Values.Select(v => Curve(type, v, (double?)o["slope"] ?? 0.01))], s.Shape)),
        };
        return type is "dense" or "conv1d" or "conv2d" && (string?)o["activation"] is { } a
            ? Each(result, s => new Sample([.. s.Values.Select(v => Curve(a, v, 0.01))], s.Shape))
            : result;
    }

    private static Sample MaxPlusMean(Sample s)
    {
        var columns = Enumerable.Range(0, s.Inner).Select(c => Enumerable.Range(0, s.Steps).Select(t => s.Values[(t * s.Inner) + c]));
        return new Sample([.. columns.Select(c => c.Max() + c.Average())], [s.Inner]);
    }

    private static double Curve(string name, double x, double slope) => name switch
    {
        "relu" => Math.Max(x, 0),
        "leaky-relu" => x > 0 ? x : slope * x,
        "elu" => x > 0 ? x : Math.Exp(x) - 1,
        "gelu" => x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))) / 2,
        "silu" => x / (1 + Math.Exp(-x)),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "tanh" => Math.Tanh(x),
        _ => throw new ArgumentException($"The reference does not know '{name}'."),
    };

    private static List<Sample> Each(List<Sample> batch, Func<Sample, Sample> f) => [.. batch.Select(f)];

    private static IEnumerable<double[]> Rows(Sample s) => s.Values.Chunk(s.Last);

    private static IEnumerable<double[]> Channels(Sample s) => Enumerable.Range(0, s.Last).Select(c => Rows(s).Select(r => r[c]).ToArray());

    private static double[] Softmax(double[] row)
    {
        var e = row.Select(v => Math.Exp(v - row.Max())).ToArray();
        return [.. e.Select(v => v / e.Sum())];
    }

    private static double[] Map(double[] row, double[] kernel, double[]? bias, int columns)
    {
        var y = new double[columns];
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < row.Length; i++) y[j] += row[i] * kernel[i * columns + j];
            y[j] += bias?[j] ?? 0;
        }

        return y;
    }

    private List<Sample> Dense(JsonObject o, List<Sample> batch)
    {
        var kernel = Take();
        var bias = (bool?)o["useBias"] ?? true ? Take() : null;
        var units = kernel.Length / batch[0].Last;
        return Each(batch, s => new Sample([.. Rows(s).SelectMany(r => Map(r, kernel, bias, units))], [.. s.Shape[..^1], units]));
    }

    private static (int, int) Two(JsonNode? node, (int, int) fallback) => node switch
    {
        null => fallback,
        JsonArray list => ((int)list[0]!, (int)list[1]!),
        _ => ((int)node, (int)node),
    };

    private List<Sample> Convolution(JsonObject o, List<Sample> batch, int axes)
    {
        var same = (string?)o["padding"] != "valid";
        var (k, s, d) = (Two(o["kernel"], default), Two(o["stride"], (1, 1)), Two(o["dilation"], (1, 1)));
        if (axes == 1) (k.Item2, s.Item2, d.Item2) = (1, 1, 1);
        var (filters, groups) = ((int)o["filters"]!, (int?)o["groups"] ?? 1);
        var kernel = Take();
        var bias = (bool?)o["useBias"] ?? true ? Take() : null;
        int Out(int n, int size, int stride, int dilation) =>
            same ? (n + stride - 1) / stride : (n - ((size - 1) * dilation + 1)) / stride + 1;
        return Each(batch, x =>
        {
            var (height, width, channels) = (x.Shape[0], axes == 1 ? 1 : x.Shape[1], x.Last);
            var (oh, ow) = (Out(height, k.Item1, s.Item1, d.Item1), Out(width, k.Item2, s.Item2, d.Item2));
            var (top, left) = same ? ((k.Item1 - 1) * d.Item1 / 2, (k.Item2 - 1) * d.Item2 / 2) : (0, 0);
            var (cg, fg) = (channels / groups, filters / groups);
            var y = new double[oh * ow * filters];
            for (var at = 0; at < y.Length; at++)
            {
                var (f, column, row) = (at % filters, at / filters % ow, at / filters / ow);
                y[at] = bias?[f] ?? 0;
                for (var i = 0; i < k.Item1; i++)
                {
                    for (var j = 0; j < k.Item2; j++)
                    {
                        var (h, w) = (row * s.Item1 - top + i * d.Item1, column * s.Item2 - left + j * d.Item2);
                        if (h < 0 || h >= height || w < 0 || w >= width) continue;
                        for (var c = 0; c < cg; c++)
                            y[at] += x.Values[(h * width + w) * channels + f / fg * cg + c]
                                * kernel[((i * k.Item2 + j) * cg + c) * filters + f];
                    }
                }
            }

            return new Sample(y, axes == 1 ? [oh, filters] : [oh, ow, filters]);
        });
    }

    private List<Sample> BatchNorm(JsonObject o, List<Sample> batch)
    {
        var (gamma, beta, mean, variance) = (Take(), Take(), Take(), Take());
        if (training)
        {
            var all = Enumerable.Range(0, batch[0].Last).Select(c => batch.SelectMany(s => Rows(s).Select(r => r[c])).ToArray()).ToArray();
            mean = [.. all.Select(v => v.Average())];
            variance = [.. all.Select((v, c) => v.Average(e => (e - mean[c]) * (e - mean[c])))];
        }

        var epsilon = (double?)o["epsilon"] ?? 1e-5;
        return Each(batch, s => new Sample(
            [.. Rows(s).SelectMany(r => r.Select((v, c) => (v - mean[c]) / Math.Sqrt(variance[c] + epsilon) * gamma[c] + beta[c]))],
            s.Shape));
    }

    private List<Sample> LayerNorm(JsonObject o, List<Sample> batch)
    {
        var (gamma, beta) = (Take(), Take());
        return Each(batch, s => new Sample([.. Rows(s).SelectMany(r =>
        {
            var mean = r.Average();
            var deviation = Math.Sqrt(r.Average(v => (v - mean) * (v - mean)) + ((double?)o["epsilon"] ?? 1e-5));
            return r.Select((v, c) => (v - mean) / deviation * gamma[c] + beta[c]);
        })], s.Shape));
    }

    private static List<Sample> Pool(JsonObject o, List<Sample> batch, int axes, Func<double[], double> reduce)
    {
        var same = (string?)o["padding"] == "same";
        var k = Two(o["size"], (2, 2));
        var s = Two(o["stride"], k);
        if (axes == 1) (k.Item2, s.Item2) = (1, 1);
        int Out(int n, int size, int stride) => same ? (n + stride - 1) / stride : (n - size) / stride + 1;
        return Each(batch, x =>
        {
            var (height, width, channels) = (x.Shape[0], axes == 1 ? 1 : x.Shape[1], x.Last);
            var (oh, ow) = (Out(height, k.Item1, s.Item1), Out(width, k.Item2, s.Item2));
            var y = new double[oh * ow * channels];
            for (var at = 0; at < y.Length; at++)
            {
                var (c, column, row) = (at % channels, at / channels % ow, at / channels / ow);
                var window = new List<double>();
                for (var h = row * s.Item1; h < Math.Min(height, row * s.Item1 + k.Item1); h++)
                {
                    for (var w = column * s.Item2; w < Math.Min(width, column * s.Item2 + k.Item2); w++)
                        window.Add(x.Values[(h * width + w) * channels + c]);
                }

                y[at] = reduce([.. window]);
            }

            return new Sample(y, axes == 1 ? [oh, channels] : [oh, ow, channels]);
        });
    }

    private static Sample Statistics(Sample s, double[] shares)
    {
        var n = s.Inner;
        var mean = new double[n];
        var deviation = new double[n];
        for (var c = 0; c < n; c++)
        {
            for (var t = 0; t < s.Steps; t++) mean[c] += shares[t] * s.Values[t * n + c];
            for (var t = 0; t < s.Steps; t++) deviation[c] += shares[t] * Math.Pow(s.Values[t * n + c] - mean[c], 2);
            deviation[c] = Math.Sqrt(deviation[c] + 1e-5);
        }

        return new Sample([.. mean, .. deviation], [2 * n]);
    }

    private List<Sample> LayerWeights(List<Sample> batch)
    {
        var shares = Softmax(Take());
        double[] Average(double[] row)
        {
            var layers = row.Chunk(row.Length / shares.Length).ToArray();
            return [.. Enumerable.Range(0, layers[0].Length).Select(c => layers.Select((l, i) => shares[i] * l[c]).Sum())];
        }

        return Each(batch, s => new Sample([.. Rows(s).SelectMany(Average)], [.. s.Shape[..^1], s.Last / shares.Length]));
    }

    private List<Sample> Attentive(JsonObject o, List<Sample> batch)
    {
        var (kernel, bias, vector) = (Take(), Take(), Take());
        double Score(double[] row) => Map(row, kernel, bias, vector.Length).Select((h, i) => Math.Tanh(h) * vector[i]).Sum();
        return Each(batch, s => Statistics(s, Softmax([.. Rows(s).Select(Score)])));
    }

    private List<Sample> Recurrent(JsonObject o, List<Sample> batch, bool reverse)
    {
        var gated = (string)o["type"]! == "gru";
        var (units, all) = ((int)o["units"]!, (bool?)o["returnSequences"] ?? false);
        var sums = (gated ? 3 : 4) * units;
        var (kernel, recurrent, bias) = (Take(), Take(), Take());
        var recurrentBias = gated ? Take() : null;
        return Each(batch, s =>
        {
            var (h, c) = (new double[units], new double[units]);
            var y = new double[s.Steps * units];
            for (var i = 0; i < s.Steps; i++)
            {
                var t = reverse ? s.Steps - 1 - i : i;
                var x = Map([.. s.Values.Skip(t * s.Last).Take(s.Last)], kernel, bias, sums);
                var r = Map(h, recurrent, recurrentBias, sums);
                var next = new double[units];
                for (var j = 0; j < units; j++)
                {
                    if (gated)
                    {
                        var (z, reset) = (Curve("sigmoid", x[j] + r[j], 0), Curve("sigmoid", x[units + j] + r[units + j], 0));
                        var candidate = Math.Tanh(x[2 * units + j] + reset * r[2 * units + j]);
                        next[j] = (1 - z) * candidate + z * h[j];
                    }
                    else
                    {
                        double Gate(int g) => x[g * units + j] + r[g * units + j];
                        c[j] = Curve("sigmoid", Gate(1), 0) * c[j] + Curve("sigmoid", Gate(0), 0) * Math.Tanh(Gate(2));
                        next[j] = Curve("sigmoid", Gate(3), 0) * Math.Tanh(c[j]);
                    }
                }

                h = next;
                h.CopyTo(y, t * units);
            }

            return all ? new Sample(y, [s.Steps, units]) : new Sample(h, [units]);
        });
    }

    private List<Sample> Bidirectional(JsonObject o, List<Sample> batch)
    {
        var inner = (JsonObject)o["layer"]!;
        var (a, b) = (Recurrent(inner, batch, false), Recurrent(inner, batch, true));
        return
        [
            .. a.Zip(b, (l, r) => new Sample(
                [.. Rows(l).Zip(Rows(r), (x, y) => x.Concat(y)).SelectMany(v => v)], [.. l.Shape[..^1], 2 * l.Last])),
        ];
    }

    private List<Sample> Attention(int heads, List<Sample> batch)
    {
        var (inputKernel, inputBias, outputKernel, outputBias) = (Take(), Take(), Take(), Take());
        return Each(batch, s =>
        {
            var (n, size) = (s.Last, s.Last / heads);
            var qkv = Rows(s).Select(r => Map(r, inputKernel, inputBias, 3 * n)).ToArray();
            var joined = qkv.Select(_ => new double[n]).ToArray();
            for (var head = 0; head < heads; head++)
            {
                for (var t = 0; t < s.Steps; t++)
                {
                    var scores = Softmax(
                        [.. qkv.Select(other => Enumerable.Range(head * size, size).Sum(i => qkv[t][i] * other[n + i]) / Math.Sqrt(size))]);
                    for (var i = head * size; i < (head + 1) * size; i++)
                        joined[t][i] = qkv.Select((other, u) => scores[u] * other[2 * n + i]).Sum();
                }
            }

            return new Sample([.. joined.SelectMany(r => Map(r, outputKernel, outputBias, n))], s.Shape);
        });
    }

    private List<Sample> Transformer(JsonObject o, List<Sample> batch)
    {
        var before = (string?)o["norm"] != "behind";
        var norm = new JsonObject { ["type"] = "layer-norm" };
        List<Sample> Plus(List<Sample> a, List<Sample> b) =>
            [.. a.Zip(b, (x, y) => new Sample([.. x.Values.Zip(y.Values, (u, v) => u + v)], x.Shape))];
        var attended = Plus(batch, Attention((int)o["heads"]!, before ? LayerNorm(norm, batch) : batch));
        if (!before) attended = LayerNorm(norm, attended);
        var inner = Dense([], before ? LayerNorm(norm, attended) : attended);
        inner = Each(inner, s => new Sample([.. s.Values.Select(v => Curve((string?)o["activation"] ?? "gelu", v, 0))], s.Shape));
        var result = Plus(attended, Dense([], inner));
        return before ? result : LayerNorm(norm, result);
    }

    private List<Sample> Residual(JsonObject o, List<Sample> batch)
    {
        var body = Run((JsonArray)o["layers"]!, batch);
        var around = o["shortcut"] is JsonArray list ? Run(list, batch) : batch;
        return [.. body.Zip(around, (a, b) => new Sample([.. a.Values.Zip(b.Values, (u, v) => u + v)], a.Shape))];
    }

    private List<Sample> SqueezeExcite(JsonObject o, List<Sample> batch)
    {
        var (w1, b1, w2, b2) = (Take(), Take(), Take(), Take());
        return Each(batch, s =>
        {
            var squeezed = Map([.. Channels(s).Select(c => c.Average())], w1, b1, b1.Length).Select(v => Math.Max(0, v)).ToArray();
            var gate = Map(squeezed, w2, b2, s.Last).Select(v => 1 / (1 + Math.Exp(-v))).ToArray();
            return new Sample([.. Rows(s).SelectMany(r => r.Select((v, c) => v * gate[c]))], s.Shape);
        });
    }

    private static Sample Reshape(Sample s, int[] target)
    {
        var known = target.Where(n => n > 0).Aggregate(1, (a, b) => a * b);
        return new Sample(s.Values, [.. target.Select(n => n > 0 ? n : s.Values.Length / known)]);
    }

    private static Sample Permute(Sample s, int[] order)
    {
        var shape = order.Select(a => s.Shape[a]).ToArray();
        var y = new double[s.Values.Length];
        for (var at = 0; at < y.Length; at++)
        {
            var place = new int[order.Length];
            for (var (i, rest) = (order.Length - 1, at); i >= 0; rest /= shape[i], i--) place[order[i]] = rest % shape[i];
            y[at] = s.Values[place.Select((p, a) => p * s.Shape[(a + 1)..].Aggregate(1, (u, v) => u * v)).Sum()];
        }

        return new Sample(y, shape);
    }

    private static Sample Positions(Sample s) => new([.. s.Values.Select((v, i) =>
    {
        var (t, c) = (i / s.Last, i % s.Last);
        var angle = t / Math.Pow(10000, (c - c % 2) / (double)s.Last);
        return v + (c % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
    })], s.Shape);
}
