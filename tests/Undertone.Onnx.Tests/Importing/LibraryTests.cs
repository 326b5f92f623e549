using System.Runtime.InteropServices;
using Undertone.Onnx.Runtime;

namespace Undertone.Onnx.Tests.Importing;

/// <summary>Where the native library is looked for, and what is said of that which is none.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-onnx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_a_folder_and_the_place_beside_the_program_give_the_same_library()
    {
        var found = OnnxRuntimeLibrary.Open(AppContext.BaseDirectory);
        found.Library.ShouldNotBe(0);
        found.File.ShouldBe(Path.Combine(AppContext.BaseDirectory, OnnxRuntimeLibrary.FileName));
        found.Version.ShouldBe("1.31.1");
        OnnxRuntimeLibrary.Open(Path.Combine(AppContext.BaseDirectory, OnnxRuntimeLibrary.FileName)).ShouldBe(found);
        OnnxRuntimeLibrary.Open(null).ShouldBe(found);
        OnnxRuntimeLibrary.Open("").ShouldBe(found);
    }

    [Fact]
    public void A_place_that_was_named_is_the_only_one_that_counts()
    {
        Refused(_folder, "there is no ");
        Refused(Path.Combine(_folder, "gone", OnnxRuntimeLibrary.FileName), "there is no ");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_text_in_its_place_is_refused(bool byFolder)
    {
        var file = Path.Combine(_folder, OnnxRuntimeLibrary.FileName);
        File.WriteAllText(file, "not a library");
        var refusal = Refused(byFolder ? _folder : file, "no library for this system");
        refusal.Message.ShouldStartWith(file);
        refusal.InnerException.ShouldNotBeNull();
    }

    [UnixFact]
    public void Another_library_is_refused()
    {
        var ending = Path.GetExtension(OnnxRuntimeLibrary.FileName);
        Refused(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "libSystem.Native" + ending), "not ONNX Runtime");
    }

    [Theory]
    [InlineData("1.31.0", true)]
    [InlineData("1.31.1", true)]
    [InlineData("1.32.0-dev+5", true)]
    [InlineData("2.0.0", true)]
    [InlineData("1.30.9", false)]
    [InlineData("1.9.0", false)]
    [InlineData("", false)]
    public void A_library_that_is_too_old_is_refused(string version, bool works)
    {
        if (works) OnnxRuntimeLibrary.FaultOf(version).ShouldBeNull();
        else OnnxRuntimeLibrary.FaultOf(version).ShouldBe($"this is ONNX Runtime {version}, and 1.31 or newer is needed.");
    }

    private static OnnxRuntimeMissingException Refused(string named, string reason)
    {
        var refusal = Should.Throw<OnnxRuntimeMissingException>(() => OnnxRuntimeLibrary.Open(named));
        refusal.Message.ShouldContain(reason);
        refusal.Message.ShouldContain(named);
        refusal.Message.ShouldContain("Microsoft.ML.OnnxRuntime");
        refusal.Message.ShouldContain(AppContext.BaseDirectory);
        refusal.Message.ShouldContain("--onnx-runtime PATH");
        return refusal;
    }
}
