using System.Globalization;
using TorchSharp;
using Undertone.LibTorch;
using Undertone.Peers;

var threads = int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture);
torch.set_num_threads(threads);
torch.random.manual_seed(1);
return PeerRows.Serve(args is ["gemm"] ? Products.All(threads) : args is ["training"] ? Networks.Steps() : [], "gemm|training");
