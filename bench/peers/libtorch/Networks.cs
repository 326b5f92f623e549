using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Undertone.LibTorch;

/// <summary>A training step of the networks of bench/peers/networks.py, batch 32, Adam.</summary>
internal static class Networks
{
    private const int Batch = 32;

    public static Dictionary<string, Func<Action>> Steps() => new()
    {
        ["cnn-lstm"] = () => Step(new CnnLstm(), [1, 188], 7),
        ["crnn"] = () => Step(new Crnn(), [1, 128, 128], 8),
        ["lstm"] = () => Step(new Recurrent(false), [300, 40], 8),
        ["bilstm"] = () => Step(new Recurrent(true), [300, 40], 8),
    };

    private static Action Step(Module<Tensor, Tensor> network, long[] shape, int classes)
    {
        network.train();
        var (x, y) = (randn([Batch, .. shape]), randint(classes, [Batch], dtype: ScalarType.Int64));
        var (optimizer, loss) = (optim.Adam(network.parameters()), CrossEntropyLoss());
        return () =>
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            loss.forward(network.forward(x), y).backward();
            optimizer.step();
        };
    }

    private static Tensor Last(Tensor sequence) => sequence.select(1, -1);

    private sealed class CnnLstm : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _convolutions, _head;
        private readonly TorchSharp.Modules.LSTM _first, _second;

        public CnnLstm()
            : base("cnn-lstm")
        {
            _convolutions = Sequential([.. Block(1, 64), .. Block(64, 128), .. Block(128, 256)]);
            (_first, _second) = (LSTM(256, 128, batchFirst: true), LSTM(128, 128, batchFirst: true));
            _head = Sequential(Linear(128, 128), ReLU(), Dropout(0.3), Linear(128, 7));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            _head.forward(Last(_second.forward(_first.forward(_convolutions.forward(input).transpose(1, 2)).Item1).Item1));

        private static Module<Tensor, Tensor>[] Block(int inputs, int outputs) =>
            [Conv1d(inputs, outputs, 3, padding: 1), ReLU(), BatchNorm1d(outputs), MaxPool1d(2), Dropout(0.2)];
    }

    private sealed class Crnn : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _convolutions, _head;
        private readonly TorchSharp.Modules.LSTM _lstm;

        public Crnn()
            : base("crnn")
        {
            _convolutions = Sequential(Block(1, 32), Block(32, 64), Block(64, 128));
            _lstm = LSTM(128 * 16, 128, bidirectional: true, batchFirst: true);
            _head = Sequential(Linear(256, 128), ReLU(), Dropout(0.3), Linear(128, 8));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = _convolutions.forward(input);
            var sequence = x.permute(0, 3, 1, 2).reshape(x.shape[0], x.shape[3], x.shape[1] * x.shape[2]);
            return _head.forward(Last(_lstm.forward(sequence).Item1));
        }

        private static Module<Tensor, Tensor> Block(int inputs, int outputs) =>
            Sequential(Conv2d(inputs, outputs, 3, padding: 1), BatchNorm2d(outputs), ReLU(), MaxPool2d(2), Dropout(0.25));
    }

    private sealed class Recurrent : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.LSTM _lstm;
        private readonly Module<Tensor, Tensor> _head;

        public Recurrent(bool both)
            : base("lstm")
        {
            _lstm = LSTM(40, 128, numLayers: 2, bidirectional: both, batchFirst: true);
            _head = Linear(both ? 256 : 128, 8);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _head.forward(Last(_lstm.forward(input).Item1));
    }
}
