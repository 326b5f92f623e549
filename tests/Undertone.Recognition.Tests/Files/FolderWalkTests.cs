using System.Diagnostics;
using System.Net.Sockets;
using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class FolderWalkTests
{
    private static string[] Walk(TemporaryFolder folder, out FolderWalk walk, string root = "")
    {
        walk = FolderWalk.Of(folder[root], new FolderWalkOptions());
        return [.. walk.Files.Select(f => f.RelativePath)];
    }

    [UnixFact]
    public void Links_are_followed_once_each_and_never_in_a_circle()
    {
        using var folder = new TemporaryFolder().With("real/a.wav", "other/b.wav", "z/c.wav")
            .WithLink("real/up", "..").WithLink("real/self", ".").WithLink("real/sibling", "../z")
            .WithLink("x/y", "../y2/x2").WithLink("y2/x2", "../x/y");
        folder.WithLink("one", "other").WithLink("two", "other");
        Walk(folder, out var walk).ShouldBe(["other/b.wav", "real/a.wav", "z/c.wav"]);
        walk.Problems.Select(p => (p.Path, p.Code)).ShouldBe([(folder["x/y"], "unreadable"), (folder["y2/x2"], "unreadable")]);
    }

    [UnixFact]
    public void Links_to_folders_elsewhere_are_looked_into_once_under_the_first_name()
    {
        using var elsewhere = new TemporaryFolder().With("e.wav", "deep/f.wav");
        using var folder = new TemporaryFolder().With("a.wav").WithLink("m", elsewhere.Root).WithLink("k", elsewhere.Root)
            .WithLink("n", elsewhere["deep"])
            .WithLink("file.wav", elsewhere["e.wav"]);
        elsewhere.WithLink("back", folder.Root);
        Walk(folder, out var walk).ShouldBe(["a.wav", "file.wav", "k/deep/f.wav", "k/e.wav"]);
        walk.Problems.ShouldBeEmpty();
    }

    [UnixFact]
    public void A_link_through_a_link_and_one_above_the_root_are_known_for_what_they_are()
    {
        using var folder = new TemporaryFolder().With("top/in/a.wav", "beside/b.wav").WithLink("top/way", "in")
            .WithLink("top/in/above", "../../..")
            .WithLink("top/in/over", "../way/../in").WithLink("entry", "top");
        Walk(folder, out var walk, "top").ShouldBe(["in/a.wav"]);
        Walk(folder, out walk, "entry").ShouldBe(["in/a.wav"]);
        walk.Problems.ShouldBeEmpty();
    }

    [UnixFact]
    public void Dangling_links_are_named_whatever_they_are_called()
    {
        using var folder = new TemporaryFolder().With("a.wav").WithLink("gone.wav", "nowhere.wav").WithLink("gone", "nowhere")
            .WithLink("me.wav", "me.wav");
        Walk(folder, out var walk).ShouldBe(["a.wav"]);
        walk.Problems.Select(p => Path.GetFileName(p.Path)).ShouldBe(["gone", "gone.wav", "me.wav"]);
        walk.Problems[1].Fault.ShouldContain("nowhere.wav");
    }

    [UnixFact]
    public void What_is_no_regular_file_is_named_and_never_opened()
    {
        using var folder = new TemporaryFolder().With("a.wav").WithLink("null.wav", "/dev/null").WithLink("zero.flac", "/dev/zero");
        using (var make = Process.Start("mkfifo", [folder["pipe.wav"]])) make.WaitForExit();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["s.wav"]));
        folder.WithLink("alias.wav", "pipe.wav");
        Walk(folder, out var walk).ShouldBe(["a.wav"]);
        walk.Problems.Select(p => (Path.GetFileName(p.Path), p.Fault.Split(',')[0])).ShouldBe([
            ("alias.wav", "this is a named pipe"), ("null.wav", "this is a device"), ("pipe.wav", "this is a named pipe"),
                ("s.wav", "this is a socket"),
            ("zero.flac", "this is a device")]);
        FileKinds.Of(folder.Root).ShouldBe(FileKind.Folder);
        FileKinds.Of(folder["none"]).ShouldBe(FileKind.Missing);
    }

    [Fact]
    public void What_was_passed_over_is_counted_by_ending_and_hidden_files_are_not()
    {
        using var folder = new TemporaryFolder()
            .With("a.WAV", "b.txt", "sub/c.TXT", "sub/d.pdf", "LICENSE", ".hidden.wav", "._a.wav", "__MACOSX/x.wav", ".git/y.wav", "v.mp4");
        Walk(folder, out var walk).ShouldBe(["a.WAV"]);
        walk.PassedOver.Text().ShouldBe("5 files passed over: .txt 2, without ending 1, .mp4 1, .pdf 1");
        using var clean = new TemporaryFolder().With("a.wav");
        Walk(clean, out walk);
        walk.PassedOver.Text().ShouldBeNull();
        using var one = new TemporaryFolder().With("a.md");
        Walk(one, out walk);
        walk.PassedOver.Text().ShouldBe("1 file passed over: .md 1");
    }

    [Theory]
    [InlineData("wav w64 rf64 bwf aif aiff aifc au snd caf flac wv tta mp3 mp2 ogg oga opus m4a aac ac3 wma amr mka mkv webm", true, true)]
    [InlineData("mp4 mov avi m4v", false, true)]
    [InlineData("txt pdf csv json wa wavx m4", false, false)]
    public void One_list_says_which_endings_are_audio(string endings, bool audio, bool withVideo)
    {
        foreach (var ending in endings.Split(' '))
        {
            AudioEndings.IsAudio("x." + ending).ShouldBe(audio, ending);
            AudioEndings.IsAudio("x." + ending.ToUpperInvariant()).ShouldBe(audio, ending);
            AudioEndings.IsAudioOrVideo("dir.wav/x." + ending).ShouldBe(withVideo, ending);
        }
    }

    [UnixFact]
    public void Depth_has_a_bound_that_is_told_and_the_stack_is_not_it()
    {
        using var folder = new TemporaryFolder();
        var deep = string.Join('/', Enumerable.Repeat("d", 140));
        folder.With("d/a.wav", deep + "/b.wav");
        Walk(folder, out var walk).ShouldBe(["d/a.wav"]);
        walk.Problems.ShouldHaveSingleItem().Fault.ShouldContain("128 folders deep");
    }

    [Fact]
    public void The_order_is_ordinal_and_names_that_differ_by_case_are_two()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) return;
        using var folder = new TemporaryFolder().With("b.wav", "B.wav", "a/z.wav", "a.wav", "A/z.wav", "ä.wav");
        Walk(folder, out _).ShouldBe(["A/z.wav", "B.wav", "a.wav", "a/z.wav", "b.wav", "ä.wav"]);
    }

    [NotRootFact]
    public void A_folder_that_may_not_be_read_is_named_and_the_others_are_read()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder().With("a.wav", "lost+found/b.wav");
        File.SetUnixFileMode(folder["lost+found"], UnixFileMode.None);
        Walk(folder, out var walk).ShouldBe(["a.wav"]);
        walk.Problems.ShouldHaveSingleItem().Fault.ShouldContain("permission");
        File.SetUnixFileMode(folder["lost+found"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
