namespace Undertone.Cli.Tests.Slurm;

/// <summary>
/// Slurm's programs as scripts: sbatch numbers jobs from 41 and, where <c>works</c> is in their folder, does them at once; squeue prints
/// the file <c>queue</c>. What sbatch was asked stands in <c>asked</c>, a line a job.
/// </summary>
internal sealed class FakeSlurm
{
    private readonly string _folder;

    public FakeSlurm(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _ = new FakeTool(_folder, "scontrol", "echo 'MaxArraySize            = 3'");
        _ = new FakeTool(_folder, "squeue", $"cat '{_folder}/queue'");
        _ = new FakeTool(_folder, "sbatch", $"""
            cd '{_folder}'
            echo "$*" >> asked
            job=$((40 + $(wc -l < asked)))
            for a in "$@"; do case $a in --array=*) tasks=$a;; *.sh) script=$a;; esac; done
            tasks=$(echo "$tasks" | sed 's/--array=//; s/%.*//; s/-/ /')
            logs=$(dirname "$script")/../logs
            if [ -e works ] && [ -n "$tasks" ]; then
              [ ! -e breaks ] || sh ./breaks
              for i in $(seq ${"{tasks#* }"} 2>/dev/null); do
                [ "$i" -ge ${"{tasks% *}"} ] && SLURM_ARRAY_TASK_ID=$i sh "$script" > "$logs/slurm-$i.log" 2>&1
              done
            elif [ -e works ]; then sh "$script" 2> "$logs/merge.log"
            fi
            echo $job
            """);
        Queue("");
    }

    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["PATH"] = $"{_folder}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}",
        // As this process has, since reports tell it; else a task takes what its job was given.
        ["DOTNET_PROCESSOR_COUNT"] = $"{System.Environment.ProcessorCount}",
    };

    public string[] Asked => File.Exists(FileOf("asked")) ? File.ReadAllLines(FileOf("asked")) : [];

    public void Works() => File.WriteAllText(FileOf("works"), "");

    /// <summary>Lets a shell script run before the tasks of an array, until it is deleted.</summary>
    public void Breaks(string script) => File.WriteAllText(FileOf("breaks"), script);

    public void IsMended() => File.Delete(FileOf("breaks"));

    public void Queue(string text) => File.WriteAllText(FileOf("queue"), text);

    private string FileOf(string name) => Path.Combine(_folder, name);
}
