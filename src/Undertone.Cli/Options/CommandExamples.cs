namespace Undertone.Cli.Options;

/// <summary>What the help of a command shows below its options: what it needs where that is not one option alone, and examples.</summary>
/// <remarks>A test parses every example and asks for two of every command, so that none can go stale.</remarks>
internal static class CommandExamples
{
    /// <summary>The examples by the command's words, such as <c>models show</c>; without the program's name.</summary>
    public static IReadOnlyDictionary<string, string[]> Lines { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [""] = ["predict speech.wav", "synth-corpus corpus", "train --data corpus --recipe svm", "predict speech.wav --model latest"],
        ["predict"] = ["predict speech.wav", "predict recordings --recursive --csv --model latest:svm"],
        ["listen"] = ["listen", "listen --json --model latest"],
        ["voice enroll"] = ["voice enroll anna takes/anna", "voice enroll anna neutral-1.wav neutral-2.wav --neutral"],
        ["voice list"] = ["voice list", "voice list --json"],
        ["voice show"] = ["voice show anna", "voice show anna --json"],
        ["voice delete"] = ["voice delete anna", "voice delete anna --json"],
        ["serve"] = ["serve", "serve --port 9000 --model latest --database answers"],
        ["worker"] =
        [
            "worker --queue calls --reply-queue answers --allow /data/calls",
            "worker --broker amqp://localhost --queue calls --database answers --prefetch 4 --metrics 9464",
        ],
        ["enqueue"] = ["enqueue recordings --recursive --queue calls", "enqueue call.wav --queue calls --inline --reply-to answers"],
        ["train"] =
        [
            "train --data RAVDESS --recipe svm",
            "train --data RAVDESS TESS --recipe cnn2d --set training.epochs=20 --labels common7",
            "train --data RAVDESS --recipe mlp --slurm partition=main,cpus=2,mem=4G",
            "train --resume latest",
        ],
        ["evaluate"] = ["evaluate --data RAVDESS", "evaluate --model latest:svm --data EmoDB --report page.html"],
        ["compare"] =
        [
            "compare --data RAVDESS --recipes svm,mlp,cnn2d",
            "compare --data RAVDESS --recipes svm,mlp,cnn2d --slurm partition=main,cpus=2,array=%20",
            "compare --recipes latest:svm,latest:mlp",
        ],
        ["tune"] =
        [
            "tune --data RAVDESS --recipe svm --grid model.C=1,3,10 --grid model.gamma=scale,0.01",
            "tune --resume latest:svm",
        ],
        ["features"] =
        [
            "features speech.wav --feature mfcc --set n_mfcc=40 --output mfcc.npy",
            "features speech.wav --feature pyin --output f0.npy",
        ],
        ["plot"] =
        [
            "plot speech.wav --output spectrogram.png",
            "plot speech.wav --feature mfcc --skip 1 --output mfcc.svg",
        ],
        ["play"] = ["play speech.wav", "play speech.wav --quiet"],
        ["speech"] = ["speech recording.wav", "speech recordings --recursive --json"],
        ["augment"] = ["augment speech.wav --stages stages.json other.wav", "augment speech.wav --stages stages.json other.wav --seed 3"],
        ["models list"] = ["models list", "models list --runs experiments --json"],
        ["models show"] = ["models show base", "models show latest:svm --json"],
        ["models import"] = ["models import byol.safetensors --name byol-a", "models import other.pt --name own --recipe own.json"],
        ["models summary"] = ["models summary cnn2d", "models summary own.json --classes 4"],
        ["models schema"] = ["models schema", "models schema --quiet"],
        ["export"] = ["export --model latest --format onnx model.onnx", "export --model tiny --format safetensors tiny.safetensors"],
        ["recipes list"] = ["recipes list", "recipes list --json"],
        ["recipes show"] = ["recipes show mlp", "recipes show svm@byol-s --set model.C=10"],
        ["recipes keys"] = ["recipes keys training", "recipes keys model --of conv2d"],
        ["runs list"] = ["runs list", "runs list --recipe svm --tag good"],
        ["runs show"] = ["runs show latest", "runs show latest:svm --json"],
        ["runs compare"] = ["runs compare latest:svm latest:mlp", "runs compare runs/one runs/two --json"],
        ["runs tag"] = ["runs tag latest good", "runs tag latest:svm good --remove"],
        ["runs note"] = ["runs note latest \"without short clips\"", "runs note latest --remove"],
        ["runs delete"] = ["runs delete latest", "runs delete runs/one runs/two --yes"],
        ["jobs plan train"] =
        [
            "jobs plan train --data RAVDESS --recipe svm --out plan",
            "jobs plan train --data RAVDESS --recipe mlp --folds 10 --out plan",
        ],
        ["jobs plan compare"] =
        [
            "jobs plan compare --data RAVDESS --recipes svm,mlp,cnn2d --out plan",
            "jobs plan compare --data RAVDESS --recipes svm,mlp --protocol random --out plan",
        ],
        ["jobs plan tune"] =
        [
            "jobs plan tune --data RAVDESS --recipe svm --grid model.C=1,3,10 --out plan",
            "jobs plan tune --data RAVDESS --recipe svm --grid model.C=1..10 --search random --out plan",
        ],
        ["jobs plan features"] =
        [
            "jobs plan features --data RAVDESS --feature egemaps --output features.npz --out plan",
            "jobs plan features recordings --feature mfcc --pool mean --output mfcc.csv --shard-files 500 --out plan",
        ],
        ["jobs plan predict"] =
        [
            "jobs plan predict recordings --recursive --jsonl --out plan",
            "jobs plan predict recordings --csv --shard-files 500 --out plan",
        ],
        ["jobs run"] = ["jobs run plan --all --workers 2", "jobs run plan --unit 3"],
        ["jobs status"] = ["jobs status plan", "jobs status plan --json", "jobs status compare-plan --follow"],
        ["jobs merge"] = ["jobs merge plan", "jobs merge plan --json"],
        ["corpus list"] = ["corpus list RAVDESS", "corpus list RAVDESS TESS --json"],
        ["corpus check"] = ["corpus check RAVDESS", "corpus check manifest.csv --json"],
        ["corpus info"] = ["corpus info RAVDESS --plot ravdess.svg", "corpus info RAVDESS TESS --json"],
        ["corpus split"] = ["corpus split RAVDESS --output split.csv", "corpus split RAVDESS TESS --shares 70,10,20 --output split.csv"],
        ["corpus report"] = ["corpus report RAVDESS --output data.html", "corpus report RAVDESS TESS --output data.html"],
        ["synth-corpus"] = ["synth-corpus corpus", "synth-corpus corpus --seed 3"],
        ["cache info"] = ["cache info", "cache info --json"],
        ["cache clear"] = ["cache clear", "cache clear --cache scratch"],
        ["doctor"] = ["doctor", "doctor --json"],
        ["completion"] = ["completion bash", "completion pwsh"],
    };

    /// <summary>What a command needs, where one option or another will do.</summary>
    public static IReadOnlyDictionary<string, string> Needs { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["train"] = "--data DIR and --recipe R, or --resume RUN",
        ["compare"] = "--data DIR and --recipes A,B, or --recipes with finished runs alone, or --resume RUN",
        ["tune"] = "--data DIR, --recipe R and --grid KEY=A,B, or --resume RUN",
        ["runs note"] = "TEXT, or --remove",
    };

    /// <summary>The examples of a command; of one that only holds others the first of each.</summary>
    public static IReadOnlyList<string> Of(string command) => Lines.TryGetValue(command, out var own)
        ? own
        : [.. Lines.Where(l => l.Key.StartsWith(command + " ", StringComparison.Ordinal)).Select(l => l.Value[0])];
}
