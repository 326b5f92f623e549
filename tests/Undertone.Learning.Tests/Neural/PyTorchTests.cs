using System.Text.Json.Nodes;
using Undertone.Learning.Kernels;
using Undertone.Learning.Neural;
using Undertone.Learning.Neural.Layers;
using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Neural.Optimizers;
using Undertone.Learning.Neural.Spec;

namespace Undertone.Learning.Tests.Neural;

/// <summary>Layers, losses, optimisers and schedules against PyTorch 1.13 (tests/Golden/pytorch-1.13).</summary>
public sealed class PyTorchTests
{
    [Theory]
    [InlineData("dense", """{"type":"dense","units":37}""")]
    [InlineData("conv1d", """{"type":"conv1d","filters":35,"kernel":3}""")]
    [InlineData("conv1d_strided", """{"type":"conv1d","filters":8,"kernel":5,"stride":2,"dilation":2,"groups":2}""")]
    [InlineData("conv2d", """{"type":"conv2d","filters":34,"kernel":3}""")]
    [InlineData(
        "conv2d_strided",
        """{"type":"conv2d","filters":6,"kernel":[3,5],"stride":[2,1],"groups":2,"useBias":false,"padding":"valid"}""")]
    [InlineData("batch_norm", """{"type":"batch-norm"}""")]
    [InlineData("layer_norm", """{"type":"layer-norm"}""")]
    [InlineData("max_pool2d", """{"type":"max-pool2d","size":[2,3]}""")]
    [InlineData("average_pool1d", """{"type":"average-pool1d","size":3,"stride":2}""")]
    [InlineData("relu", """{"type":"relu"}""")]
    [InlineData("leaky_relu", """{"type":"leaky-relu"}""")]
    [InlineData("elu", """{"type":"elu"}""")]
    [InlineData("gelu", """{"type":"gelu"}""")]
    [InlineData("silu", """{"type":"silu"}""")]
    [InlineData("sigmoid", """{"type":"sigmoid"}""")]
    [InlineData("tanh", """{"type":"tanh"}""")]
    [InlineData("lstm", """{"type":"lstm","units":18,"returnSequences":true}""")]
    [InlineData("bilstm", """{"type":"bidirectional","layer":{"type":"lstm","units":18,"returnSequences":true}}""")]
    [InlineData("gru", """{"type":"gru","units":18,"returnSequences":true}""")]
    [InlineData("attention", """{"type":"multi-head-attention","heads":3}""")]
    [InlineData("transformer", """{"type":"transformer-block","heads":3,"units":20}""")]
    public void A_layer_is_PyTorchs_forward_and_backward(string name, string layer)
    {
        var x = Load(name, "x");
        var shape = x.Shape[1..];
        var made = new LayerFactory(3).Make([JsonNode.Parse(layer)], "layers", ref shape, "");
        var parameters = made.SelectMany(l => l.AllParameters()).ToList();
        _ = new ParameterStore([.. parameters.Where(p => p.Parameter.Trainable).Select(p => p.Parameter)], true);
        _ = new ParameterStore([.. parameters.Where(p => !p.Parameter.Trainable).Select(p => p.Parameter)], false);
        var learnt = parameters.Where(p => p.Parameter.Trainable).ToList();
        File.Exists(PathOf(name, $"p{learnt.Count}")).ShouldBeFalse("PyTorch has no more parameters than the layer");
        for (var i = 0; i < learnt.Count; i++)
        {
            var p = Load(name, $"p{i}");
            p.Values.Length.ShouldBe(learnt[i].Parameter.Length, learnt[i].Name);
            p.ToSingle().CopyTo(learnt[i].Parameter.Value);
        }

        var chain = new Chain(FusedNorm.Fuse(made));
        var input = new Tensor();
        input.Resize(x.Shape[0], x.Shape.AsSpan(1), x.Shape[1]);
        x.ToSingle().CopyTo(input.Span);
        var pass = new Pass { Team = Team.Of(2), Training = true };
        var y = chain.Forward(input, pass);
        Close.Assert(y.Span, Load(name, "y").ToSingle(), 3e-6, 1e-5, name + " y");
        var dy = Load(name, "dy").ToSingle();
        dy.CopyTo(chain.PrepareGradient().Span);
        chain.Backward(input, pass, true);
        Close.Assert(chain.InputGradient.Span, Load(name, "dx").ToSingle(), 1e-5, 2e-5, name + " dx");
        for (var i = 0; i < learnt.Count; i++)
            Close.Assert(learnt[i].Parameter.Gradient, Load(name, $"g{i}").ToSingle(), 3e-5, 2e-5, $"{name} gradient of {learnt[i].Name}");
    }

    [Theory]
    [InlineData("cross_entropy", 0, 0)]
    [InlineData("cross_entropy_smoothed", 0.1, 0)]
    [InlineData("focal", 0, 2)]
    public void A_loss_is_PyTorchs_with_its_gradient(string name, double smoothing, double gamma)
    {
        var (logits, labels) = (Load(name, "logits"), Load(name, "labels").ToInt32());
        var classes = logits.Shape[1];
        var targets = new float[logits.Values.Length];
        for (var i = 0; i < labels.Length; i++) targets[i * classes + labels[i]] = 1;
        var loss = new ClassificationLoss(
            new LossOptions { LabelSmoothing = smoothing, FocalGamma = gamma }, Load(name, "weights").ToSingle());
        var gradient = new float[targets.Length];
        var (sum, weight) = loss.Compute(logits.ToSingle(), targets, [.. labels.Select(_ => 1f)], [], classes, gradient);
        (sum / weight).ShouldBe(Load(name, "loss").Values[0], 1e-6);
        Close.Assert(gradient, Load(name, "gradient").ToSingle(), 1e-7, 1e-6, name);
    }

    public static TheoryData<string, OptimizerOptions> Optimizers() => new()
    {
        { "adam", new() { LearningRate = 0.01, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-7 } },
        { "adam_decay", new() { LearningRate = 0.01, WeightDecay = 0.1 } },
        { "adamw", new() { Kind = OptimizerKind.AdamW, LearningRate = 0.01, WeightDecay = 0.1 } },
        { "sgd", new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05 } },
        { "sgd_momentum", new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01 } },
        { "sgd_nesterov", new() { Kind = OptimizerKind.Sgd, LearningRate = 0.05, Momentum = 0.9, Nesterov = true } },
        { "rmsprop", new() { Kind = OptimizerKind.RmsProp, LearningRate = 0.01 } },
        { "rmsprop_momentum", new() { Kind = OptimizerKind.RmsProp, LearningRate = 0.01, Rho = 0.9, Momentum = 0.5, WeightDecay = 0.02 } },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Ten_steps_of_an_optimiser_are_PyTorchs(string name, OptimizerOptions options)
    {
        var (start, gradients, values) = (
            Load("optimizer_" + name, "start"), Load("optimizer_" + name, "gradients"), Load("optimizer_" + name, "values"));
        var parameter = new Parameter("kernel", start.Shape, Initializer.Zeros);
        var store = new ParameterStore([parameter], true);
        start.ToSingle().CopyTo(parameter.Value);
        var optimizer = new Optimizer(options, store);
        for (var step = 0; step < 10; step++)
        {
            gradients.ToSingle().AsSpan(step * parameter.Length, parameter.Length).CopyTo(parameter.Gradient);
            optimizer.Step(Team.Of(1), options.LearningRate, 1);
            Close.Assert(
                parameter.Value, values.ToSingle().AsSpan(step * parameter.Length, parameter.Length), 1e-6, 2e-6, $"{name}, step {step}");
        }
    }

    [Theory]
    [InlineData("one_cycle", ScheduleKind.OneCycle)]
    [InlineData("cosine", ScheduleKind.Cosine)]
    [InlineData("step", ScheduleKind.Step)]
    public void A_schedule_is_PyTorchs(string name, ScheduleKind kind)
    {
        var options = new ScheduleOptions { Kind = kind, Factor = 0.2, StepEpochs = 3 };
        var rates = Load("schedule_" + name, "rates").Values;
        Close.Assert(Enumerable.Range(0, 100).Select(i => 0.5 * options.Share(i, 10, 100)).ToArray(), rates, 1e-8, 1e-6, name);
    }

    private static string PathOf(string name, string array) => Path.Combine(Repository.Golden, "pytorch-1.13", name, array + ".npy");

    private static NpyArray Load(string name, string array) => NpyArray.Load(PathOf(name, array));
}
