using System.CommandLine;
using Uhit.Cli.Hosting;

namespace Uhit.Cli.Options;

/// <summary><c>--store</c>: the same for every verb that works on one.</summary>
internal static class StoreOption
{
    private const string Name = "--store";

    /// <param name="mustExist">Whether a file must be there already.</param>
    public static Option<ToolStore> Create(bool mustExist)
    {
        var option = new Option<ToolStore>(Name)
        {
            Description = (mustExist
                    ? "The store that 'uhit listen' and 'uhit request' work on"
                    : "The store: an SQLite file, made if it is not there. 'uhit listen' and 'uhit request' work on the same")
                + $". Or a PostgreSQL database: {ToolStore.PostgreSqlPrefix}Host=…;Database=… (the password from PGPASSWORD or "
                + "PGPASSFILE).",
            HelpName = "FILE",
            Required = true,
            CustomParser = result => ToolStore.Parse(result.Tokens.Single().Value),
        };
        if (mustExist)
        {
            option.Validators.Add(result =>
            {
                foreach (var token in result.Tokens
                    .Where(token => ToolStore.Parse(token.Value) is { IsPostgreSql: false } store && !File.Exists(store.Place)))
                {
                    result.AddError($"{Name}: there is no file '{token.Value}'.");
                }
            });
        }

        return option;
    }

    /// <summary>The client that is meant, for verbs that look into a store which an application may have filled.</summary>
    public static Option<string?> Client() => new("--client")
    {
        Description = "The named client that is meant; needed only where the store has several.",
        HelpName = "NAME",
    };
}
