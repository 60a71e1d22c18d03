using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>The stores that a run can be told to use.</summary>
internal static class StoreHouses
{
    public static readonly string[] Kinds = ["memory", "sqlite", "postgres"];

    /// <summary>Does something for each of many, several at the same time; each has the data, opened twice, to
    /// itself or shares it with some of the others.</summary>
    public static Task ForEachAsync<T>(string kind, IEnumerable<T> things, Func<T, IReadOnlyList<IUhitStore>, Task> play)
    {
        // What is in memory is looked through from end to end, so it must stay small; a file, and still more a server, takes time to make.
        var ofAHouse = kind switch { "memory" => 1, "sqlite" => 100, _ => 1000 };
        return Parallel.ForEachAsync(things.Chunk(ofAHouse), async (some, _) =>
        {
            var house = await CreateAsync(kind).ConfigureAwait(false);
            await using var disposing = house.ConfigureAwait(false);
            var time = new StepClock(DateTimeOffset.UnixEpoch);
            IReadOnlyList<IUhitStore> stores =
                [await house.OpenAsync(time).ConfigureAwait(false), await house.OpenAsync(time).ConfigureAwait(false)];
            foreach (var one in some)
            {
                await play(one, stores).ConfigureAwait(false);
            }
        });
    }

    /// <summary>A new, empty one.</summary>
    public static async Task<IStoreHouse> CreateAsync(string kind) => kind switch
    {
        "memory" => new MemoryHouse(),
        "sqlite" => new SqliteHouse(),
        "postgres" => await PostgresHouse.CreateAsync().ConfigureAwait(false),
        _ => throw new ArgumentException($"There is no store \"{kind}\": use {string.Join(" or ", Kinds)}.", nameof(kind)),
    };
}
