using Npgsql;

namespace Undertone.Fleet.Stores.Postgres;

/// <summary>What a database server or the way to it refused, in words of this program.</summary>
internal static class PostgresFaults
{
    /// <summary>Does something with the server and tells in words why it failed.</summary>
    /// <param name="place">Which server, for messages.</param>
    /// <param name="work">What is done.</param>
    /// <exception cref="StoreException">It failed.</exception>
    public static async Task<T> GuardAsync<T>(string place, Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw new StoreException(StoreFault.Unavailable, $"{place}: {Refusal(e.SqlState)}", e);
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            throw new StoreException(
                StoreFault.Unavailable, $"{place}: no answer in time. Look whether the server is well, and try again.", e);
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or IOException and not StoreException)
        {
            throw new StoreException(
                StoreFault.Unavailable,
                $"{place}: there is no connection to the server. See whether it runs, can be reached, and speaks TLS if Ssl Mode says so.",
                e);
        }
        catch (DamagedEntryException e)
        {
            throw new StoreException(
                StoreFault.Damaged, $"{place}: an entry is not what was written ({e.Message}). Put back a copy of the database.", e);
        }
    }

    private static string Refusal(string state) => state switch
    {
        "28P01" or "28000" => "the server refuses the user or the password. Mend Username and Password of the connection string.",
        "3D000" => "there is no such database. Make it (createdb), or mend Database of the connection string.",
        "42501" => "the user lacks a right. Grant it: create on the schema to begin, then select, insert, update and delete.",
        "3F000" => "there is no schema to make tables in. Mend Search Path of the connection string.",
        "25006" => "the server takes nothing new (it is a replica, or read-only). Name the one that does.",
        "53300" => "the server has no connection left. Raise its max_connections, or lower Maximum Pool Size of the connection string.",
        "53100" or "53200" => "the server has no room left. Make room on its disk or in its memory, and try again.",
        "57014" => "no answer in time. Look whether the server is well, and try again.",
        "57P01" or "57P02" or "57P03" => "the server is being stopped or started. Try again when it is up.",
        _ => $"the server refuses (SQLSTATE {state}). Its log says more.",
    };
}
