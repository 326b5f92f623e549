using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Stores.Postgres;

/// <summary>Values on their way into commands and out of rows.</summary>
internal static class PostgresValues
{
    public static NpgsqlCommand With(this NpgsqlCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, string? text) => command.With(NpgsqlDbType.Text, text);

    public static NpgsqlCommand With(this NpgsqlCommand command, long number) => command.With(NpgsqlDbType.Bigint, number);

    public static NpgsqlCommand With(this NpgsqlCommand command, bool? flag) => command.With(NpgsqlDbType.Boolean, flag);

    public static NpgsqlCommand With(this NpgsqlCommand command, DateTimeOffset? time) =>
        command.With(NpgsqlDbType.TimestampTz, time?.UtcDateTime);

    public static string? TextOrNone(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => new(row.GetDateTime(column));

    /// <summary>A row's JSON, read.</summary>
    public static T Entry<T>(this NpgsqlDataReader row, int column, Func<KeptJson, T> read) =>
        KeptJson.Read(System.Text.Encoding.UTF8.GetBytes(row.GetString(column)), read);

    /// <summary>What is kept of an entry beside its columns.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, PredictionJson.LineOptions))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
