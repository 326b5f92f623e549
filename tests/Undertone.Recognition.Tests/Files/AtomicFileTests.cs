using Undertone.Recognition.Files;

namespace Undertone.Recognition.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_write_that_fails_half_way_keeps_the_old_file_and_leaves_no_other()
    {
        var path = Path.Combine(_folder, "sub", "file");
        AtomicFile.WriteText(path, "old");
        Should.Throw<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            throw new IOException("No space left on device");
        })).Message.ShouldBe("No space left on device");
        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!).ShouldBe([path]);
        AtomicFile.WriteText(path, "new");
        File.ReadAllText(path).ShouldBe("new");
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_as_what_it_is()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Should.Throw<IOException>(() => AtomicFile.WriteText(Path.Combine(file, "inner", "text"), "x")).Message.ShouldContain(file);
    }

    [Fact]
    public async Task A_named_pipe_takes_the_bytes_and_stays_one()
    {
        if (OperatingSystem.IsWindows()) return;
        var pipe = Path.Combine(_folder, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe])) await make.WaitForExitAsync();
        var read = Task.Run(() => File.ReadAllText(pipe));
        AtomicFile.WriteText(pipe, "bytes");
        (await read).ShouldBe("bytes");
        FileKinds.Of(pipe).ShouldBe(FileKind.Pipe);
    }
}
