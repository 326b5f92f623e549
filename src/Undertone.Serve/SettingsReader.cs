using System.CommandLine;
using System.Net;
using Undertone.Cli.Options;
using Undertone.Cli.Terminals;
using Undertone.Web;
using Undertone.Web.Pages;

namespace Undertone.Serve;

/// <summary>Makes settings of a command line.</summary>
internal static class SettingsReader
{
    /// <summary>What the command line says, with its files read.</summary>
    /// <exception cref="UsageException">Options exclude each other, or an address needs a key.</exception>
    /// <exception cref="BadInputException">A file that is named cannot be used.</exception>
    public static ServeSettings Read(ServeOptions options, ParseResult parsed)
    {
        var address = AddressOf(parsed.GetValue(options.Host)!);
        var keys = parsed.GetValue(options.Keys) is { } file ? ApiKeys.Load(file) : null;
        if (keys is null && !IPAddress.IsLoopback(address))
        {
            throw new UsageException(
                $"--host {address}: whoever reaches this address could ask. Give --api-key-file, or listen on 127.0.0.1 behind a proxy.");
        }

        var (certificate, certificateKey) = (parsed.GetValue(options.Certificate), parsed.GetValue(options.CertificateKey));
        if (certificate is null && certificateKey is not null) throw new UsageException("--certificate-key needs --certificate.");
        return new ServeSettings
        {
            Address = address,
            Port = parsed.GetValue(options.Port),
            Model = NamedModels.NameOrFile(parsed.GetValue(options.Model), parsed.GetValue(options.Runs)!),
            Keys = keys,
            AllowedHosts = parsed.GetValue(options.AllowedHosts) ?? [],
            Origins = [.. (parsed.GetValue(options.Origins) ?? []).Select(OriginOf)],
            RequestsPerMinute = parsed.GetValue(options.RequestsPerMinute),
            Certificate = certificate is null ? null : Certificates.Load(certificate, certificateKey),
            ShutdownTimeout = TimeSpan.FromSeconds(parsed.GetValue(options.ShutdownSeconds)),
            Web = new UndertoneWebOptions
            {
                MaxUploadBytes = (long)parsed.GetValue(options.MaxUploadMiB) << 20,
                MaxDuration = TimeSpan.FromMinutes(parsed.GetValue(options.MaxMinutes)),
                RequestTimeout = TimeSpan.FromSeconds(parsed.GetValue(options.TimeoutSeconds)),
                MaxConcurrency = parsed.GetValue(options.Concurrency) ?? Environment.ProcessorCount,
                MaxQueue = parsed.GetValue(options.Queue),
                MaxStreams = parsed.GetValue(options.MaxStreams),
                Keep = parsed.GetValue(options.Keep),
                Studio = !parsed.GetValue(options.NoStudio),
                OnnxRuntimeWeb = parsed.GetValue(options.OnnxRuntimeWeb) is { } folder ? RuntimeOf(folder) : null,
                Enrollment = !parsed.GetValue(options.NoEnrollment),
                Runs = parsed.GetValue(options.Runs),
                WantsKey = keys is not null,
            },
        };
    }

    /// <summary>A folder with all files of onnxruntime-web.</summary>
    private static string RuntimeOf(string folder)
    {
        try
        {
            PageFile.OfRuntime(folder);
            return folder;
        }
        catch (FileNotFoundException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    private static IPAddress AddressOf(string host) => host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : throw new UsageException($"--host {host}: this is no address; 127.0.0.1, 0.0.0.0 (all of IPv4) and :: (all) are some.");

    /// <summary>An origin as browsers write it.</summary>
    private static string OriginOf(string text)
    {
        var isOne = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
        return isOne ? uri!.GetLeftPart(UriPartial.Authority)
            : throw new UsageException($"--cors-origin {text}: this is no origin; one is https://app.example.org, without a path.");
    }
}
