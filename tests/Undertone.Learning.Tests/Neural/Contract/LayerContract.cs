using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Spec;

namespace Undertone.Learning.Tests.Neural.Contract;

/// <summary>What every layer must do, checked on odd shapes, with and without masks, in training and in inference.</summary>
public sealed class LayerContract
{
    /// <summary>Layers, the shape of a sample (-1: time), and the lengths of the batch's samples.</summary>
    public static TheoryData<string, int[], int[]> Cases() => new()
    {
        { """[{"type":"dense","units":5}]""", [7], [1, 1, 1] },
        { """[{"type":"dense","units":37,"useBias":false}]""", [-1, 19], [3, 7, 1, 5] },
        { """[{"type":"conv1d","filters":5,"kernel":3}]""", [-1, 3], [5, 9, 1] },
        { """[{"type":"conv1d","filters":35,"kernel":4,"padding":"valid","stride":2}]""", [-1, 17], [7, 12, 4] },
        { """[{"type":"conv1d","filters":6,"kernel":3,"dilation":2,"groups":3,"stride":3}]""", [-1, 9], [11, 5, 8] },
        { """[{"type":"dense","units":3},{"type":"conv2d","filters":5,"kernel":3}]""", [-1, 7, 2], [6, 3, 5] },
        { """[{"type":"conv2d","filters":33,"kernel":[3,5],"stride":[2,3],"padding":"valid"}]""", [-1, 11, 3], [9, 5] },
        { """[{"type":"conv2d","filters":4,"kernel":[2,3],"dilation":[3,2],"groups":2,"useBias":false}]""", [8, 7, 6], [8, 8, 8] },
        { """[{"type":"conv2d","filters":4,"kernel":5,"stride":2}]""", [-1, 9, 1], [7, 2] },
        { """[{"type":"batch-norm"}]""", [5], [1, 1, 1, 1] },
        { """[{"type":"batch-norm","epsilon":0.001}]""", [-1, 19], [3, 7, 2] },
        { """[{"type":"dense","units":3},{"type":"relu"},{"type":"batch-norm"},{"type":"max-pool1d"}]""", [-1, 4], [7, 4, 5] },
        {
            """[{"type":"conv2d","filters":18,"kernel":3},{"type":"batch-norm"},{"type":"relu"},{"type":"max-pool2d","size":[2,3]}]""",
            [-1, 8, 2], [7, 4, 5]
        },
        { """[{"type":"batch-norm"},{"type":"relu"}]""", [-1, 5], [7, 4, 5] },
        { """[{"type":"layer-norm"}]""", [-1, 21], [3, 6, 1] },
        { """[{"type":"layer-weights","count":3}]""", [12], [1, 1, 1] },
        { """[{"type":"dense","units":10},{"type":"layer-weights","count":2}]""", [-1, 3], [3, 6, 1] },
        { """[{"type":"max-pool1d","size":3,"stride":2}]""", [-1, 4], [8, 3, 6] },
        { """[{"type":"max-pool1d","size":3,"padding":"same"}]""", [-1, 4], [8, 1, 6] },
        { """[{"type":"max-pool2d","size":[2,3],"stride":[1,2]}]""", [-1, 8, 3], [5, 3] },
        { """[{"type":"average-pool1d","size":3,"stride":2,"padding":"same"}]""", [-1, 4], [8, 3, 6] },
        { """[{"type":"average-pool2d","size":[3,2]}]""", [-1, 5, 3], [7, 4] },
        { """[{"type":"global-average-pool"}]""", [-1, 5], [7, 1, 4] },
        { """[{"type":"global-average-pool"}]""", [-1, 4, 5], [7, 1, 4] },
        { """[{"type":"global-max-pool"}]""", [-1, 5], [7, 1, 4] },
        { """[{"type":"max-mean-pool"}]""", [-1, 5], [7, 1, 4] },
        { """[{"type":"max-mean-pool"}]""", [-1, 3, 2], [7, 1, 4] },
        { """[{"type":"statistics-pool"}]""", [-1, 5], [7, 2, 4] },
        { """[{"type":"statistics-pool"}]""", [-1, 3, 2], [7, 2, 4] },
        { """[{"type":"attentive-statistics-pool","units":6}]""", [-1, 5], [7, 2, 4] },
        { """[{"type":"dropout","rate":0.4}]""", [-1, 5], [7, 2, 4] },
        { """[{"type":"spatial-dropout","rate":0.4}]""", [-1, 5], [7, 2, 4] },
        { """[{"type":"spec-augment","timeWidth":3,"bandWidth":2}]""", [-1, 5], [17, 12, 4] },
        { """[{"type":"relu"}]""", [-1, 5], [7, 2] },
        { """[{"type":"leaky-relu","slope":0.2}]""", [-1, 5], [7, 2] },
        { """[{"type":"elu"}]""", [-1, 5], [7, 2] },
        { """[{"type":"gelu"}]""", [-1, 5], [7, 2] },
        { """[{"type":"silu"}]""", [-1, 5], [7, 2] },
        { """[{"type":"sigmoid"}]""", [-1, 5], [7, 2] },
        { """[{"type":"tanh"}]""", [-1, 5], [7, 2] },
        { """[{"type":"softmax"}]""", [-1, 5], [7, 2] },
        { """[{"type":"flatten"}]""", [4, 5], [4, 4] },
        { """[{"type":"dense","units":6},{"type":"reshape","shape":[-1,3,2]},{"type":"relu"}]""", [-1, 3], [4, 2] },
        { """[{"type":"permute","order":[0,2,1]}]""", [-1, 3, 4], [4, 2] },
        { """[{"type":"permute","order":[2,0,1]}]""", [5, 3, 4], [5, 5] },
        { """[{"type":"positional-encoding"}]""", [-1, 5], [4, 2] },
        { """[{"type":"lstm","units":5}]""", [-1, 3], [6, 2, 4] },
        { """[{"type":"lstm","units":19,"returnSequences":true}]""", [-1, 3], [6, 1, 4, 6, 3] },
        { """[{"type":"lstm","units":3,"returnSequences":true,"reverse":true}]""", [-1, 2], [6, 2, 4] },
        { """[{"type":"gru","units":5,"returnSequences":true}]""", [-1, 3], [6, 2, 4] },
        { """[{"type":"gru","units":18}]""", [-1, 3], [6, 1, 4, 6, 3] },
        { """[{"type":"bidirectional","layer":{"type":"lstm","units":4,"returnSequences":true}}]""", [-1, 3], [6, 2, 4] },
        { """[{"type":"bidirectional","layer":{"type":"gru","units":4}}]""", [-1, 3], [6, 2, 4] },
        { """[{"type":"multi-head-attention","heads":2}]""", [-1, 6], [6, 1, 4] },
        { """[{"type":"transformer-block","heads":2,"units":7}]""", [-1, 6], [6, 1, 4] },
        { """[{"type":"transformer-block","heads":1,"units":7,"norm":"behind","activation":"silu"}]""", [-1, 6], [6, 1, 4] },
        {
            """[{"type":"residual","layers":[{"type":"dense","units":5,"activation":"tanh"},{"type":"dense","units":4}]}]""",
            [-1, 4], [5, 2]
        },
        {
            """
            [{"type":"residual","layers":[{"type":"conv1d","filters":5,"kernel":3,"stride":2},{"type":"batch-norm"},{"type":"relu"}],
              "shortcut":[{"type":"conv1d","filters":5,"kernel":1,"stride":2}]}]
            """,
            [-1, 4], [6, 3]
        },
        { """[{"type":"squeeze-excite","ratio":2}]""", [-1, 6], [5, 2] },
        { """[{"type":"squeeze-excite","ratio":4}]""", [-1, 3, 5], [5, 2] },
    };

    [Fact]
    public void Every_layer_of_the_assembly_and_every_type_of_the_lists_has_a_case()
    {
        var seen = new HashSet<Type>();
        var types = new HashSet<string>();
        void See(Layer layer)
        {
            seen.Add(layer.GetType());
            foreach (var child in layer.Children) See(child);
        }

        foreach (var row in Cases())
        {
            var (layers, shape, lengths) = ((string)row[0], (int[])row[1], (int[])row[2]);
            var harness = new Harness(layers, shape, lengths, 1);
            foreach (var layer in harness.Made.Concat(harness.Chain.Layers)) See(layer);
            foreach (var node in Blobs.Layers(layers)) types.Add((string)node!["type"]!);
        }

        var all = typeof(Layer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsAbstract);
        all.Except(seen).ShouldBeEmpty("layers without a case");
        LayerFactory.Types.Except(types).ShouldBeEmpty("types without a case");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_is_that_of_the_definition(string layers, int[] shape, int[] lengths)
    {
        foreach (var training in new[] { false, true })
        {
            if (training && IsRandom(layers)) continue;
            var harness = new Harness(layers, shape, lengths, 3);
            var output = harness.Forward(training);
            var expected = harness.Expected(training);
            for (var i = 0; i < lengths.Length; i++)
            {
                if (output.Shape.Length > 1) output.Length(i).ShouldBe(expected[i].Steps, $"steps of sample {i}");
                Close.Assert(
                    output.Valid(i).ToArray().Select(v => (double)v).ToArray(), expected[i].Values, 3e-6, 3e-5,
                    $"sample {i}, training {training}");
                output.Sample(i)[output.Valid(i).Length..].ContainsAnyExcept(0f).ShouldBeFalse("the padding of the output is zero");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_the_central_differences_of_the_definition(string layers, int[] shape, int[] lengths)
    {
        if (IsRandom(layers)) return;
        CheckGradients(new Harness(layers, shape, lengths, 4), lengths);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_frozen_layer_that_is_trained_around_works_as_in_inference(string layers, int[] shape, int[] lengths)
    {
        if (IsRandom(layers) || !layers.Contains("batch-norm", StringComparison.Ordinal)) return;
        var harness = new Harness(layers, shape, lengths, 8, frozen: true);
        var kept = harness.Kept.Values.Span.ToArray();
        var used = harness.Forward(training: false).Span.ToArray();
        harness.Forward(training: true).Span.ToArray().ShouldBe(used);
        CheckGradients(harness, lengths);
        harness.Kept.Values.Span.ToArray().ShouldBe(kept);
    }

    private static void CheckGradients(Harness harness, int[] lengths)
    {
        harness.Forward(training: true);
        harness.Backward();
        var random = new Random(5);
        var worst = 0.0;
        foreach (var (values, gradient, what) in harness.Differentiable())
        {
            var size = gradient.Select(g => Math.Abs(g)).Append(1e-3f).Max();
            var all = Enumerable.Range(0, values.Length);
            foreach (var i in values.Length <= 40 ? all : Enumerable.Range(0, 40).Select(_ => random.Next(values.Length)))
            {
                var at = values[i];
                const double Step = 1e-5;
                values[i] = at + Step;
                var above = harness.Loss();
                values[i] = at - Step;
                var below = harness.Loss();
                values[i] = at;
                var expected = (above - below) / (2 * Step);
                var error = Math.Abs(gradient[i] - expected) / (2e-5 + 1e-4 * size + 1e-4 * Math.Abs(expected));
                error.ShouldBeLessThanOrEqualTo(1, $"{what}[{i}]: gradient {gradient[i]:R}, central difference {expected:R}");
                worst = Math.Max(worst, error);
            }
        }

        for (var i = 0; i < lengths.Length; i++)
        {
            if (harness.Input.Masked)
            {
                harness.Chain.InputGradient.Sample(i)[harness.Input.Valid(i).Length..].ContainsAnyExcept(0f)
                    .ShouldBeFalse("the padding of the gradient is zero");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_sample_alone_gives_the_bits_that_it_gives_in_a_batch(string layers, int[] shape, int[] lengths)
    {
        var harness = new Harness(layers, shape, lengths, 6);
        var output = harness.Forward(training: false);
        var together = Enumerable.Range(0, lengths.Length).Select(i => output.Valid(i).ToArray()).ToArray();
        for (var i = 0; i < lengths.Length; i++)
        {
            harness.Load([i]);
            harness.Forward(training: false).Valid(0).ToArray().ShouldBe(together[i], $"sample {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_do_not_change_a_bit(string layers, int[] shape, int[] lengths)
    {
        float[] Everything(int threads)
        {
            var harness = new Harness(layers, shape, lengths, 7, threads);
            var forward = harness.Forward(training: true).Span.ToArray();
            harness.Backward();
            return [.. forward, .. harness.Chain.InputGradient.Span, .. harness.Store.Gradients.Span];
        }

        var alone = Everything(1);
        foreach (var threads in new[] { 2, 4 }) Everything(threads).ShouldBe(alone, $"{threads} threads");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parameters_copied_into_another_layer_give_the_same_bits(string layers, int[] shape, int[] lengths)
    {
        var harness = new Harness(layers, shape, lengths, 8);
        var other = new Harness(layers, shape, lengths, 9);
        harness.Store.Values.Span.CopyTo(other.Store.Values.Span);
        harness.Kept.Values.Span.CopyTo(other.Kept.Values.Span);
        other.Samples = harness.Samples;
        other.Load([.. Enumerable.Range(0, lengths.Length)]);
        other.Forward(false).Span.ToArray().ShouldBe(harness.Forward(false).Span.ToArray());
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("spatial-dropout")]
    public void Dropout_keeps_the_mean_and_sends_the_gradient_through_the_same_mask(string type)
    {
        var harness = new Harness($$"""[{"type":"{{type}}","rate":0.3}]""", [400], [.. Enumerable.Repeat(1, 50)], 1);
        foreach (ref var value in harness.Input.Span) value = 1;
        var output = harness.Forward(training: true).Span.ToArray();
        output.Average().ShouldBe(1, 0.02);
        output.Count(v => v == 0).ShouldBeInRange(5700, 6300);
        output.Where(v => v != 0).Distinct().Single().ShouldBe(1 / 0.7f, 1e-6f);
        harness.Chain.PrepareGradient().Span.Fill(1);
        harness.Chain.Backward(harness.Input, harness.Pass, true);
        harness.Chain.InputGradient.Span.ToArray().ShouldBe(output);
        harness.Pass.RandomKey++;
        harness.Forward(training: true).Span.ToArray().ShouldNotBe(output);
        harness.Forward(training: false).Span.ToArray().ShouldAllBe(v => v == 1);
    }

    private static bool IsRandom(string layers) =>
        layers.Contains("dropout", StringComparison.Ordinal) || layers.Contains("augment", StringComparison.Ordinal);
}
