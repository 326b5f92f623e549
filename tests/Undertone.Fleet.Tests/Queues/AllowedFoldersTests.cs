using System.Diagnostics;
using Undertone.Fleet.Queues;
using Undertone.Fleet.Tests.Stores;

namespace Undertone.Fleet.Tests.Queues;

public sealed class AllowedFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AllowedFoldersTests()
    {
        foreach (var name in new[] { "calls", "calls/a", "calls-private", "elsewhere" }) Directory.CreateDirectory(Of(name));
        foreach (var name in new[] { "calls/one.wav", "calls/a/..two.wav", "calls-private/secret.wav", "elsewhere/secret.wav" })
            File.WriteAllText(Of(name), name);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("calls/one.wav")]
    [InlineData("calls/a/..two.wav")]
    [InlineData("calls/./one.wav", "calls/one.wav")]
    [InlineData("calls//a//..two.wav", "calls/a/..two.wav")]
    public void Files_below_an_allowed_folder_are_read(string name, string? same = null)
    {
        foreach (var folder in new[] { Of("calls"), Of("calls") + Path.DirectorySeparatorChar })
            Text(new AllowedFolders([folder]).Read(Of(name), 100)).ShouldBe(same ?? name);
    }

    [Theory]
    [InlineData("calls-private/secret.wav")]
    [InlineData("elsewhere/secret.wav")]
    [InlineData("elsewhere/nothing.wav")]
    [InlineData("calls/../elsewhere/secret.wav")]
    [InlineData("calls/a/../one.wav")]
    [InlineData("calls/a/../../elsewhere/secret.wav")]
    [InlineData("calls/..")]
    [InlineData("calls")]
    [InlineData("calls/one.wav\0.wav")]
    public void What_lies_elsewhere_is_not_read_and_not_told_of(string name) => Refused("not-allowed", Of(name));

    [Theory]
    [InlineData("one.wav")]
    [InlineData("calls/one.wav")]
    [InlineData("~/one.wav")]
    [InlineData("")]
    [InlineData("file:///etc/passwd")]
    public void A_path_that_begins_nowhere_is_not_read(string path) => Refused("not-allowed", path);

    [Fact]
    public void Nothing_is_allowed_where_nobody_allows_anything() =>
        Should.Throw<MessageException>(() => new AllowedFolders([]).Read(Of("calls/one.wav"), 100)).Reason.ShouldBe("not-allowed");

    [Theory]
    [InlineData("not-found", "calls/nothing.wav")]
    [InlineData("not-found", "calls/one.wav/more")]
    [InlineData("unreadable", "calls/a")]
    public void What_is_allowed_and_no_file_says_so(string reason, string name) => Refused(reason, Of(name));

    [Fact]
    public void Files_have_a_largest_size()
    {
        var folders = new AllowedFolders([Of("calls")]);
        var bytes = new FileInfo(Of("calls/one.wav")).Length;
        folders.Read(Of("calls/one.wav"), bytes).Length.ShouldBe((int)bytes);
        Should.Throw<MessageException>(() => folders.Read(Of("calls/one.wav"), bytes - 1)).Reason.ShouldBe("too-large");
    }

    [UnixFact]
    public void Links_are_followed_inside_and_not_outside()
    {
        File.CreateSymbolicLink(Of("calls/inside.wav"), "a/..two.wav");
        File.CreateSymbolicLink(Of("calls/twice.wav"), Of("calls/inside.wav"));
        Directory.CreateSymbolicLink(Of("calls/up"), "..");
        File.CreateSymbolicLink(Of("calls/file.wav"), Of("elsewhere/secret.wav"));
        File.CreateSymbolicLink(Of("calls/relative.wav"), "../elsewhere/secret.wav");
        Directory.CreateSymbolicLink(Of("calls/folder"), Of("elsewhere"));
        File.CreateSymbolicLink(Of("calls/device.wav"), "/dev/zero");
        File.CreateSymbolicLink(Of("calls/broken.wav"), Of("elsewhere/nothing.wav"));
        File.CreateSymbolicLink(Of("calls/round.wav"), Of("calls/round.wav"));
        var folders = new AllowedFolders([Of("calls")]);
        foreach (var name in new[] { "inside.wav", "twice.wav", "up/calls/a/..two.wav" })
            Text(folders.Read(Of("calls/" + name), 100)).ShouldBe("calls/a/..two.wav", name);
        foreach (var name in new[] { "file.wav", "relative.wav", "folder/secret.wav", "up/elsewhere/secret.wav", "device.wav" })
            Refused("not-allowed", Of("calls/" + name));
        foreach (var name in new[] { "broken.wav", "round.wav" }) Refused("not-found", Of("calls/" + name));
    }

    [UnixFact]
    public void A_folder_that_is_allowed_by_a_link_is_allowed_by_both_its_names()
    {
        Directory.CreateSymbolicLink(Of("link"), Of("calls"));
        var folders = new AllowedFolders([Of("link")]);
        Text(folders.Read(Of("link/one.wav"), 100)).ShouldBe("calls/one.wav");
        Text(folders.Read(Of("calls/one.wav"), 100)).ShouldBe("calls/one.wav");
    }

    [UnixFact]
    public void A_pipe_is_not_opened()
    {
        using (var process = Process.Start("mkfifo", Of("calls/pipe.wav"))) process.WaitForExit();
        Refused("unreadable", Of("calls/pipe.wav"));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("calls/one.wav")]
    [InlineData("calls\0")]
    public void A_folder_that_is_not_there_cannot_be_allowed(string name) =>
        Should.Throw<QueueException>(() => new AllowedFolders([Of(name)])).Fault.ShouldBe(QueueFault.Input);

    [Fact]
    public void No_name_is_no_folder() =>
        Should.Throw<QueueException>(() => new AllowedFolders([""])).Fault.ShouldBe(QueueFault.Input);

    private void Refused(string reason, string path)
    {
        var e = Should.Throw<MessageException>(() => new AllowedFolders([Of("calls")]).Read(path, 100), path);
        e.Reason.ShouldBe(reason, path);
        e.Message.ShouldStartWith(path);
    }

    private string Of(string name) => Path.Combine(_folder.Path, name);

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
