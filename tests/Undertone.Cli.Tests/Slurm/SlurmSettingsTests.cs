using Undertone.Cli.Terminals;
using Undertone.Cli.Tools.Slurm;

namespace Undertone.Cli.Tests.Slurm;

/// <summary>What --slurm takes, and that nothing else gets into a script.</summary>
public sealed class SlurmSettingsTests
{
    [Fact]
    public void Every_key_is_read()
    {
        var settings = SlurmSettings.Parse(
            "plan=/shared/a plan,array=%20,constraint=avx2&[rack1|rack2],account=lab.1,time=1-12:00:00,mem=4G,cpus=2,partition=main");
        settings.Plan.ShouldBe("/shared/a plan");
        settings.ArrayLimit.ShouldBe("%20");
        settings.Directives.ShouldBe(
            ["partition=main", "cpus-per-task=2", "mem=4G", "time=1-12:00:00", "account=lab.1", "constraint=avx2&[rack1|rack2]"]);
        SlurmSettings.Parse("cpus=1").Plan.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "expected KEY=VALUE")]
    [InlineData("main", "--slurm main: expected KEY=VALUE")]
    [InlineData("=main", "expected KEY=VALUE")]
    [InlineData("cpus=2,", "expected KEY=VALUE")]
    [InlineData("memory=4G", "there is no key 'memory'")]
    [InlineData("partitoin=main", "did you mean partition?")]
    [InlineData("wrap=rm", "there is no key 'wrap'")]
    [InlineData("cpus=2,cpus=3", "cpus is given twice")]
    [InlineData("cpus=0", "--slurm cpus: expected a number of processors")]
    [InlineData("cpus=two", "--slurm cpus: expected")]
    [InlineData("cpus=1234567", "--slurm cpus: expected")]
    [InlineData("mem=4 G", "--slurm mem: expected")]
    [InlineData("mem=-1", "--slurm mem: expected")]
    [InlineData("time=tomorrow", "--slurm time: expected")]
    [InlineData("array=1-3", "--slurm array: expected %N")]
    [InlineData("array=%0", "--slurm array: expected %N")]
    [InlineData("partition=", "--slurm partition: expected a name")]
    [InlineData("partition=a\n#SBATCH --uid=0", "--slurm partition: expected a name")]
    [InlineData("partition=a\n", "--slurm partition: expected a name")]
    [InlineData("account=a b", "--slurm account: expected a name")]
    [InlineData("constraint=a\"b", "--slurm constraint: expected")]
    [InlineData("constraint=a b", "--slurm constraint: expected")]
    [InlineData("constraint=$(id)", "--slurm constraint: expected")]
    [InlineData("plan=", "--slurm plan: expected a folder")]
    [InlineData("plan=it's", "--slurm plan: expected a folder")]
    [InlineData("plan=a\"b", "--slurm plan: expected a folder")]
    [InlineData("plan=a\nb", "--slurm plan: expected a folder")]
    [InlineData("plan=50%", "--slurm plan: expected a folder")]
    [InlineData("plan=a\\b", "--slurm plan: expected a folder")]
    public void What_does_not_fit_is_refused(string text, string reason)
    {
        var thrown = Should.Throw<UsageException>(() => SlurmSettings.Parse(text));
        thrown.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_default_folder_whose_name_does_not_fit_is_refused() =>
        Should.Throw<UsageException>(() => SlurmSettings.CheckPlan("/home/o'hara/plan")).Message.ShouldContain("/home/o'hara/plan");
}
