using System.Security.Cryptography;
using Npgsql;

namespace Undertone.Fleet.Stores.Postgres;

/// <summary>Connection strings: told from folders, read, and named in messages without user and password.</summary>
internal static class PostgresLocation
{
    private const string Remedy =
        "Write Host=...;Port=5432;Username=...;Password=...;Database=..., and put a value that has ; = "
        + "or quotation marks in it into '...'.";

    private static readonly string[] Keys =
    [
        "host", "server", "port", "database", "db", "username", "user name", "userid", "user id", "uid", "password", "psw", "pwd",
        "passfile",
    ];

    /// <summary>Whether a location is meant as a connection string: it has one of the keys that each has.</summary>
    public static bool IsOne(string location) => IsUri(location) || location.Split(';').Any(part =>
        part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && Keys.Contains(part[..at].Trim().ToLowerInvariant()));

    /// <exception cref="StoreException">
    /// It cannot be read. The message repeats nothing of it: any piece may be one of a password.
    /// </exception>
    public static NpgsqlConnectionStringBuilder Read(string location)
    {
        if (IsUri(location)) throw Refuse("is a URI, and connection strings are of the form of Npgsql");
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(location);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException
            or KeyNotFoundException or NotSupportedException)
        {
            throw Refuse("cannot be read: a key is unknown or a value is none of its key");
        }

        if (string.IsNullOrWhiteSpace(settings.Host)) throw Refuse("names no host");
        settings.ApplicationName ??= "undertone";
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        return settings;
    }

    /// <exception cref="StoreException">Values that can be read do not go together.</exception>
    public static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings)
    {
        try
        {
            return new NpgsqlSlimDataSourceBuilder(settings.ConnectionString).EnableArrays().EnableTransportSecurity().Build();
        }
        catch (Exception e) when (IsSetting(e))
        {
            throw Impossible(e);
        }
    }

    /// <summary>Whether it is a fault of a setting that shows only when it is used, such as a certificate that is none.</summary>
    public static bool IsSetting(Exception e) => e is ArgumentException or NotSupportedException or CryptographicException
        || e is InvalidOperationException and not ObjectDisposedException;

    public static StoreException Impossible(Exception cause) => new(
        StoreFault.Input, $"The connection string has a value that cannot be used, or two that do not go together. {Remedy}", cause);

    public static string Name(NpgsqlConnectionStringBuilder settings) => FormattableString.Invariant(
        $"PostgreSQL at {settings.Host}:{settings.Port}, database '{settings.Database ?? settings.Username ?? "of the user"}'");

    private static bool IsUri(string location) => location.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static StoreException Refuse(string fault) => new(StoreFault.Input, $"The connection string {fault}. {Remedy}");
}
