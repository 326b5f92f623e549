using System.Text.Json.Nodes;
using Undertone.Learning.Neural;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.Neural;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("""[{"type":"dense"}]""", "layers[0].units")]
    [InlineData("""[{"type":"dense","units":0}]""", "layers[0].units")]
    [InlineData("""[{"type":"dense","units":4},{"type":"dens","units":4}]""", "layers[1].type")]
    [InlineData("""[{"type":"dense","units":4,"unit":5}]""", "layers[0].unit")]
    [InlineData("""[{"type":"dropout","rate":1.5}]""", "layers[0].rate")]
    [InlineData("""[{"type":"dense","units":4,"activation":"rely"}]""", "layers[0].activation")]
    [InlineData("""["dense"]""", "layers[0]")]
    [InlineData("""[{"units":3}]""", "layers[0].type")]
    public void A_wrong_list_is_refused_with_the_place(string layers, string path) =>
        Should.Throw<NetworkSpecException>(() => Network.Create(Blobs.Layers(layers), [5], 3, 0)).Path.ShouldBe(path);

    [Fact]
    public void The_last_layer_may_be_written_or_is_added()
    {
        var written = Network.Create(
            Blobs.Layers("""[{"type":"dense","units":4},{"type":"dense","units":"classes","activation":"softmax"}]"""), [5], 3, 0);
        var added = Network.Create(Blobs.Layers("""[{"type":"dense","units":4},{"type":"softmax"}]"""), [5], 3, 0);
        written.ParameterCount.ShouldBe(5 * 4 + 4 + 4 * 3 + 3);
        added.ParameterCount.ShouldBe(written.ParameterCount);
        Blobs.Weights(added).ShouldBe(Blobs.Weights(written));
    }

    [Fact]
    public void State_copied_into_another_network_gives_the_same_bits()
    {
        var (a, b) = (Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1), Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 2));
        var inputs = Blobs.Vectors(40, 5, 3, 4).Inputs;
        Blobs.Probabilities(b, inputs).ShouldNotBe(Blobs.Probabilities(a, inputs));
        foreach (var (from, to) in a.State.Zip(b.State))
        {
            to.Name.ShouldBe(from.Name);
            var values = new float[from.Length];
            from.CopyTo(values);
            to.CopyFrom(values);
        }

        Blobs.Probabilities(b, inputs).ShouldBe(Blobs.Probabilities(a, inputs));
    }

    [Fact]
    public void A_saved_network_is_restored_to_the_same_bits_and_tensors_of_another_are_refused()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        var inputs = Blobs.Vectors(40, 5, 3, 4).Inputs;
        var saved = network.Save();
        Blobs.Probabilities(Network.Restore(Blobs.Layers(Blobs.Mlp), [5], 3, saved), inputs).ShouldBe(Blobs.Probabilities(network, inputs));
        Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3).State.ShouldAllBe(t => Blobs.Values(t).All(v => v == 0));

        Refused([.. saved.Skip(1)], "arrays");
        Refused([saved[0] with { Name = "other" }, .. saved.Skip(1)], "other");
        Refused([saved[0] with { Shape = [.. saved[0].Shape.Reverse()] }, .. saved.Skip(1)], saved[0].Name);
        Refused([saved[0] with { DType = "F64" }, .. saved.Skip(1)], "F64");
        Refused([saved[0] with { Data = saved[0].Data[..^4] }, .. saved.Skip(1)], "numbers");
        var broken = Blobs.Values(network.State[0]);
        broken[^1] = float.NaN;
        Refused([StateTensor.From(saved[0].Name, broken, [.. saved[0].Shape]), .. saved.Skip(1)], "finite");

        static void Refused(StateTensor[] tensors, string about) =>
            Should.Throw<InvalidDataException>(() => Network.Restore(Blobs.Layers(Blobs.Mlp), [5], 3, tensors))
                .Message.ShouldContain(about);
    }

    [Fact]
    public void Answers_to_several_threads_at_once_are_right_or_refused()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        var inputs = Blobs.Vectors(200, 5, 3, 4).Inputs;
        var expected = Blobs.Probabilities(network, inputs);
        var (right, wrong) = (0, 0);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            try
            {
                if (Blobs.Probabilities(network, inputs).AsSpan().SequenceEqual(expected)) Interlocked.Increment(ref right);
                else Interlocked.Increment(ref wrong);
            }
            catch (InvalidOperationException)
            {
                // Another thread was in the network.
            }
        });
        wrong.ShouldBe(0);
        right.ShouldBeGreaterThan(0);
        Blobs.Probabilities(network, inputs).ShouldBe(expected);
    }

    [Fact]
    public void Wrong_samples_are_refused_by_number()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        Should.Throw<ArgumentException>(() => network.Predict([new float[5], new float[4]], new float[6]))
            .Message.ShouldContain("Sample 1");
        Should.Throw<ArgumentException>(() => network.Predict([new float[5]], new float[4]));
        Should.Throw<ArgumentException>(() => network.Predict([new float[5], [0, 0, float.NaN, 0, 0]], new float[6]))
            .Message.ShouldContain("Sample 1");
    }

    [Fact]
    public void Whatever_a_list_holds_it_makes_a_network_or_is_refused_with_a_place()
    {
        var random = new Random(9);
        string[] values =
        [
            "0", "-1", "1", "3", "2.5", "1e30", "99999999999", "\"classes\"", "\"same\"", "\"relu\"", "null", "[]", "[1]",
            "[2,3]", "[-1,2]", "{}", "true", "{\"type\":\"lstm\",\"units\":3}", "[{\"type\":\"dense\",\"units\":4}]",
        ];
        string[] keys =
        [
            "units", "filters", "kernel", "stride", "dilation", "groups", "padding", "activation", "size", "rate", "heads", "layers",
            "shortcut", "layer", "shape", "order", "returnSequences", "ratio", "epsilon", "type", "norm",
        ];
        var bases = Contract.LayerContract.Cases().ToArray();
        var (made, refused) = (0, 0);
        for (var round = 0; round < 20000; round++)
        {
            // A working list with up to three values exchanged.
            var start = bases[random.Next(bases.Length)];
            var list = Blobs.Layers((string)start[0]);
            var shape = (int[])start[1];
            if (random.Next(4) > 0) list.Add((JsonNode)new JsonObject { ["type"] = "global-average-pool" });
            for (var k = random.Next(4); k > 0; k--)
            {
                var layer = (JsonObject)list[random.Next(list.Count)]!;
                layer[keys[random.Next(keys.Length)]] = JsonNode.Parse(values[random.Next(values.Length)]);
            }
            try
            {
                var network = Network.Create(list, shape, 3, 1);
                if (network.MinimumSteps > 30) continue;
                var sample = new float[shape.Aggregate(1, (a, b) => a * (b < 0 ? 30 : b))];
                var probabilities = Blobs.Probabilities(network, [sample]);
                probabilities.Sum().ShouldBe(1, 1e-5f, list.ToJsonString());
                made++;
            }
            catch (NetworkSpecException e)
            {
                e.Message.ShouldNotBeNullOrWhiteSpace();
                refused++;
            }
            catch (Exception e) when (e is not ShouldAssertException)
            {
                throw new InvalidOperationException(list.ToJsonString(), e);
            }
        }

        made.ShouldBeGreaterThan(500);
        refused.ShouldBeGreaterThan(500);
    }
}
