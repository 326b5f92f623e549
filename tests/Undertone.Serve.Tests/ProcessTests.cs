using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Undertone.Serve.Tests;

/// <summary>The program as it is started, ended and starved.</summary>
public sealed class ProcessTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(Service.Clip);

    [Theory]
    [InlineData(2, "--api-key-file", "--host", "0.0.0.0")]
    [InlineData(2, "--api-key-file", "--host", "::")]
    [InlineData(2, "this is no address", "--host", "example.org")]
    [InlineData(2, "did you mean --port?", "--prot", "80")]
    [InlineData(2, "--certificate-key needs --certificate", "--certificate-key", "key.pem")]
    [InlineData(2, "this is no origin", "--cors-origin", "https://app.example.org/path")]
    [InlineData(2, "this is no origin", "--cors-origin", "*")]
    [InlineData(2, "--port", "--port", "70000")]
    [InlineData(3, "neither a model file", "--model", "bass")]
    [InlineData(3, "the file of keys cannot be read", "--api-key-file", "/nowhere/keys")]
    [InlineData(3, "cannot be read", "--certificate", "/nowhere/cert.pem")]
    [InlineData(1, "/dev/null", "--database", "/dev/null/answers")]
    public async Task What_cannot_be_is_told_before_it_listens(int code, string fault, params string[] args)
    {
        var (ended, messages) = await ServeProcess.Run(args);
        messages.ShouldContain(fault);
        messages.ShouldNotContain("   at ");
        ended.ShouldBe(code, messages);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_told_before_it_listens()
    {
        var (code, messages) = await ServeProcess.Run("--model", Service.Clip);
        code.ShouldBe(3, messages);
        messages.ShouldContain(Service.Clip);
        messages.ShouldNotContain("listening");
        messages.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var (code, messages) = await ServeProcess.Run("--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        code.ShouldBe(1, messages);
        messages.ShouldContain("is taken by another program");
        messages.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_in_order(string signal)
    {
        if (OperatingSystem.IsWindows()) return;
        await using var service = await ServeProcess.Start();
        using var answer = await service.Send(Clip);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.End(signal)).ShouldBe(0, service.Messages);
        service.Messages.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_of_an_upload_stays_whatever_became_of_it()
    {
        await using var service = await ServeProcess.Start();
        using var good = await service.Send(Clip);
        good.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var bad = await service.Send(Encoding.ASCII.GetBytes("this is text"));
        ((int)bad.StatusCode).ShouldBe(422);
        for (var i = 0; i < 5; i++)
        {
            using var client = new TcpClient("127.0.0.1", service.Client.BaseAddress!.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Clip.Length}\r\n\r\n"));
            await client.GetStream().WriteAsync(Clip.AsMemory(0, 20_000));
            while (Directory.GetDirectories(service.Folder, "undertone-upload-*").Length == 0) await Task.Delay(10);
        }

        for (var wait = 0; wait < 500 && Uploads(service).Length > 0; wait++) await Task.Delay(20);
        Uploads(service).ShouldBeEmpty();
        using var next = await service.Send(Clip);
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_decoder_that_is_killed_costs_its_own_answer_only()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("undertone-path-").FullName;
        var fake = Path.Combine(folder, "ffmpeg");
        await File.WriteAllTextAsync(fake, "#!/bin/sh\nhead -c 1000 /dev/zero\nkill -9 $$\n");
        File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var service = await ServeProcess.Start(path: folder))
        {
            // AMR, which only ffmpeg reads.
            using var killed = await service.Send([.. "#!AMR\n"u8, .. Enumerable.Repeat<byte>(0x3C, 2000)]);
            ((int)killed.StatusCode).ShouldBe(422, await killed.Content.ReadAsStringAsync());
            using var next = await service.Send(Clip);
            next.StatusCode.ShouldBe(HttpStatusCode.OK);
            Uploads(service).ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }

    [SmallDiskFact]
    public async Task A_full_disk_refuses_what_does_not_fit_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("undertone-full-").FullName;
        SmallDiskFactAttribute.Mount(folder).ShouldBeTrue();
        try
        {
            await using var service = await ServeProcess.Start(folder);
            using var refused = await service.Send(new byte[3 << 20]);
            (await Service.ProblemOf(refused, 507)).ShouldBe("storage");
            using var next = await service.Send(Clip);
            next.StatusCode.ShouldBe(HttpStatusCode.OK);
            Uploads(service).ShouldBeEmpty();
        }
        finally
        {
            using var unmount = Process.Start("umount", [folder]);
            await unmount.WaitForExitAsync();
            Directory.Delete(folder);
        }
    }

    private static string[] Uploads(ServeProcess service) => Directory.GetDirectories(service.Folder, "undertone-upload-*");
}
