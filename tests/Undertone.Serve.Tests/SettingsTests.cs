using System.Net;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Web;

namespace Undertone.Serve.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Without_options_the_limits_are_those_of_the_library()
    {
        var settings = Read();
        var standard = new UndertoneWebOptions();
        settings.Web.ShouldBe(standard with { Voices = settings.Web.Voices, Enrollment = true, Runs = "runs" });
        settings.Address.ShouldBe(IPAddress.Loopback);
        settings.Port.ShouldBe(8080);
        settings.Model.ShouldBe("base");
        settings.RequestsPerMinute.ShouldBe(600);
        settings.Keys.ShouldBeNull();
        settings.Certificate.ShouldBeNull();
        settings.AllowedHosts.ShouldBeEmpty();
        settings.Origins.ShouldBeEmpty();
        settings.ShutdownTimeout.ShouldBe(Service.Standard.ShutdownTimeout);
    }

    [Fact]
    public void Options_are_taken_in_their_units()
    {
        var settings = Read(
            "--host", "::1", "--port", "9000", "--model", "tiny", "--max-upload-mb", "3", "--max-minutes", "2", "--timeout", "7",
            "--concurrency", "5", "--queue", "6", "--max-streams", "4", "--requests-per-minute", "0",
            "--shutdown-timeout", "9", "--keep", "kept", "--runs", "mine", "--no-studio", "--no-enrollment",
            "--allowed-host", "a.example", "--allowed-host", "b.example", "--cors-origin", "HTTPS://App.example:443/");
        settings.Address.ShouldBe(IPAddress.IPv6Loopback);
        (settings.Port, settings.Model, settings.RequestsPerMinute).ShouldBe((9000, "tiny", 0));
        settings.Web.MaxUploadBytes.ShouldBe(3 << 20);
        (settings.Web.MaxDuration, settings.Web.RequestTimeout).ShouldBe((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(7)));
        (settings.Web.MaxConcurrency, settings.Web.MaxQueue, settings.Web.MaxStreams, settings.Web.Keep).ShouldBe((5, 6, 4, "kept"));
        (settings.Web.Studio, settings.Web.Enrollment, settings.Web.Runs).ShouldBe((false, false, "mine"));
        settings.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(9));
        settings.AllowedHosts.ShouldBe(["a.example", "b.example"]);
        // As browsers write it.
        settings.Origins.ShouldBe(["https://app.example"]);
    }

    [Fact]
    public void The_folder_of_the_runtime_is_looked_at_before_the_service_starts()
    {
        Read().Web.OnnxRuntimeWeb.ShouldBeNull();
        using var runtime = new RuntimeFolder();
        Read("--onnx-runtime-web", runtime.Path).Web.OnnxRuntimeWeb.ShouldBe(runtime.Path);
        File.Delete(Path.Combine(runtime.Path, "ort.wasm.min.mjs"));
        Should.Throw<BadInputException>(() => Read("--onnx-runtime-web", runtime.Path)).Message.ShouldBe(
            $"{runtime.Path}: there is no ort.wasm.min.mjs of onnxruntime-web in it. Name the folder 'dist' of that npm package; "
            + "'npm pack onnxruntime-web' fetches it.");
    }

    private static ServeSettings Read(params string[] args)
    {
        var options = new ServeOptions();
        var parsed = Cli.Commands.ServeCommand.Of(options).Parse(args);
        parsed.Errors.ShouldBeEmpty();
        return SettingsReader.Read(options, parsed);
    }
}
