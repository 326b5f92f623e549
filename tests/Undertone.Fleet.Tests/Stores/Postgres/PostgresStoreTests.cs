using Undertone.Fleet.Stores;

namespace Undertone.Fleet.Tests.Stores.Postgres;

public sealed class PostgresStoreTests(PostgresServer server) : StoreProperties, IClassFixture<PostgresServer>
{
    private string? _database;

    protected override async Task<IPredictionStore> OpenAsync() =>
        await Store.OpenAsync(server.Connection(_database ??= await server.CreateAsync()), new SteppingTime());

    [PostgresTheory]
    [MemberData(nameof(All), MemberType = typeof(StoreProperties))]
    public Task A_database_is_a_store(string property) => CheckAsync(property);

    [PostgresFact]
    public async Task A_server_that_was_stopped_is_told_and_the_call_after_its_return_works()
    {
        await using var store = await OpenAsync();
        var one = await store.AddAsync(Samples.Entry(0));

        // Several connections lie in the pool, and all of them are lost.
        await Parallel.ForAsync(0, 40, async (_, end) => await store.GetAsync(one.Id, end));
        await server.StopAsync();
        try
        {
            var refused = await Should.ThrowAsync<StoreException>(() => store.AddAsync(Samples.Entry(1)));
            refused.Fault.ShouldBe(StoreFault.Unavailable);
            refused.Message.ShouldStartWith(server.Place);
            refused.Message.ShouldNotContain("secret-word");
            (await Should.ThrowAsync<StoreException>(() => store.CheckAsync())).Fault.ShouldBe(StoreFault.Unavailable);
        }
        finally
        {
            await server.StartAsync();
        }

        (await store.AddAsync(Samples.Entry(2))).Id.ShouldBeGreaterThan(one.Id);
        await Parallel.ForAsync(0, 40, async (_, end) => (await store.GetAsync(one.Id, end)).ShouldNotBeNull());
    }

    [PostgresFact]
    public async Task Tables_of_the_first_version_get_their_keys_and_keep_what_they_have()
    {
        string before;
        await using (var store = await OpenAsync()) before = Samples.Json(await store.AddAsync(Samples.Entry(3)));
        await server.SqlAsync(_database!, "alter table undertone_prediction drop column key; update undertone_schema set version = 1");
        await using var newer = await OpenAsync();
        for (var i = 0; i < 2; i++) await newer.AddAsync(Samples.Entry(i) with { Key = "once" });
        var all = await newer.AllAsync();
        all.Select(p => p.Entry.Key).ShouldBe([null, "once"]);
        Samples.Json(all[0]).ShouldBe(before);
    }

    [PostgresFact]
    public async Task A_server_that_was_started_anew_between_two_calls_costs_one_call_at_most()
    {
        await using var store = await OpenAsync();
        var one = await store.AddAsync(Samples.Entry(0));
        await Parallel.ForAsync(0, 40, async (_, end) => await store.GetAsync(one.Id, end));
        await server.StopAsync();
        await server.StartAsync();
        try
        {
            await store.GetAsync(one.Id);
        }
        catch (StoreException e)
        {
            e.Fault.ShouldBe(StoreFault.Unavailable);
        }

        await Parallel.ForAsync(0, 40, async (_, end) => (await store.GetAsync(one.Id, end)).ShouldNotBeNull());
    }

    [PostgresFact]
    public async Task Several_processes_begin_one_store_at_once_and_share_it()
    {
        var connection = server.Connection(await server.CreateAsync());
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Store.OpenAsync(connection)));
        foreach (var store in stores) await store.AddAsync(Samples.Entry(0));
        foreach (var store in stores)
        {
            (await store.AllAsync()).Count.ShouldBe(6);
            await store.DisposeAsync();
        }
    }

    [PostgresTheory]
    [InlineData("update undertone_schema set version = 99", "version 99")]
    [InlineData("update undertone_prediction set entry = '{}'", "result: expected an answer")]
    [InlineData("update undertone_prediction set entry = '[1]'", "an entry is not what was written")]
    [InlineData("update undertone_prediction set entry = '{\"result\":{\"file\":\"a\",\"speech\":7}}'", "an entry is not what was")]
    public async Task What_is_newer_or_damaged_is_told(string sql, string message)
    {
        await using (var store = await OpenAsync()) await store.AddAsync(Samples.Entry(0));
        await server.SqlAsync(_database!, sql);
        var refused = await Should.ThrowAsync<StoreException>(async () =>
        {
            await using var store = await OpenAsync();
            await store.AllAsync();
        });
        refused.Fault.ShouldBe(StoreFault.Damaged);
        refused.Message.ShouldStartWith(server.Place);
        refused.Message.ShouldContain(message);
    }

    [PostgresTheory]
    [InlineData("Username=locked", "Username and Password")]
    [InlineData("Username=nobody-here", "Username and Password")]
    [InlineData("Database=none", "createdb")]
    [InlineData("Ssl Mode=Require", "TLS")]
    [InlineData("Search Path=nowhere", "Search Path")]
    public async Task A_setting_that_the_server_refuses_is_told_with_its_remedy(string setting, string remedy)
    {
        var connection = server.Connection(await server.CreateAsync()) + ";" + setting;
        var refused = await Should.ThrowAsync<StoreException>(() => Store.OpenAsync(connection));
        refused.Fault.ShouldBe(StoreFault.Unavailable);
        refused.Message.ShouldContain(remedy);
        refused.Message.ShouldNotContain("secret-word");
    }

    [PostgresFact]
    public async Task A_user_without_rights_is_told()
    {
        var database = await server.CreateAsync();
        await using (await Store.OpenAsync(server.Connection(database))) { }

        var locked = server.Connection(database) + ";Username=locked;Password=right";
        (await Should.ThrowAsync<StoreException>(() => Store.OpenAsync(locked))).Message.ShouldContain("lacks a right");
    }
}
