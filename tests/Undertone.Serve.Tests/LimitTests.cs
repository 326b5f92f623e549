using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Undertone.Cli.Terminals;
using Undertone.Web;

namespace Undertone.Serve.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_again()
    {
        await using var service = await Service.Start(Service.Standard with { RequestsPerMinute = 3, Keys = KeyGuardTests.Keys() });
        for (var i = 0; i < 3; i++)
        {
            using var good = await Ask(service, "one");
            good.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await Ask(service, "one");
        (await Service.ProblemOf(refused, 429)).ShouldBe("rate");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 20);
        using var other = await Ask(service, "two");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var health = await service.Send(HttpMethod.Get, "/healthz");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_a_limit_a_client_may_ask_as_often_as_it_likes()
    {
        await using var service = await Service.Start();
        for (var i = 0; i < 700; i++)
        {
            using var good = await service.Send(HttpMethod.Get, "/v1/models");
            good.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task What_runs_is_finished_when_the_service_stops_and_nothing_new_begins()
    {
        await using var service = await Service.Start();
        var clip = await File.ReadAllBytesAsync(Service.Clip);
        using var client = await Begin(service, clip.Length);
        var wire = client.GetStream();
        var asked = new byte[25];
        await wire.ReadExactlyAsync(asked);
        Encoding.ASCII.GetString(asked).ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        await wire.WriteAsync(clip.AsMemory(0, 1000));
        var stopping = service.Stop();
        await Task.Delay(300);
        stopping.IsCompleted.ShouldBeFalse();
        await wire.WriteAsync(clip.AsMemory(1000));
        using var reader = new StreamReader(wire);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 200 OK");
        (await reader.ReadToEndAsync()).ShouldContain("\"emotion\"");
        await stopping;
        Should.Throw<HttpRequestException>(() => service.Send(HttpMethod.Get, "/healthz"));
    }

    [Fact]
    public async Task A_slow_sender_is_left_after_the_time_that_a_request_has()
    {
        await using var service = await Service.Start(
            Service.Standard with { Web = new UndertoneWebOptions { RequestTimeout = TimeSpan.FromSeconds(1) } });
        using var client = await Begin(service, 100_000);
        var wire = client.GetStream();
        await wire.WriteAsync(new byte[1000]);
        using var reader = new StreamReader(wire);
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");
        await reader.ReadLineAsync();
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 504 Gateway Timeout");
        using var next = await service.Send(HttpMethod.Post, "/v1/predict");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Tls_is_spoken_with_the_certificate_that_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("undertone-tls-").FullName;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var (certificate, keyFile) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using (var service = await Service.Start(Service.Standard with { Certificate = Certificates.Load(certificate, keyFile) }))
        {
            service.Client.BaseAddress!.Scheme.ShouldBe("https");
            using var response = await service.Send(HttpMethod.Post, "/v1/predict");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        Should.Throw<BadInputException>(() => Certificates.Load(certificate, null)).Message.ShouldContain("--certificate-key");
        Should.Throw<BadInputException>(() => Certificates.Load(keyFile, certificate)).Message.ShouldStartWith(keyFile);
        var missing = Path.Combine(folder, "none.pem");
        Should.Throw<BadInputException>(() => Certificates.Load(missing, null)).Message.ShouldContain("cannot be read");
        Directory.Delete(folder, recursive: true);
    }

    private static Task<HttpResponseMessage> Ask(Service service, string key) =>
        service.Send(HttpMethod.Get, "/v1/models", ("X-API-Key", "0123456789abcdef-" + key));

    /// <summary>Sends the head of a request.</summary>
    private static async Task<TcpClient> Begin(Service service, int length)
    {
        var uri = service.Client.BaseAddress!;
        var client = new TcpClient(uri.Host, uri.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/predict HTTP/1.1\r\nHost: {uri.Authority}\r\nContent-Length: {length}\r\n"
            + "Expect: 100-continue\r\nConnection: close\r\n\r\n"));
        return client;
    }
}
