using HouseCount;
using HouseCount.Crossing;

// HouseCount count [--root DIR]                what the sources say
// HouseCount weave FOLDER                       makes the built tool in FOLDER write which types it comes through
// HouseCount crossing TRACE                    what such a run wrote
switch (args)
{
    case ["count", .. var rest]:
        SourceReport.Write(rest is ["--root", var root] ? root : ".", Console.Out);
        return 0;
    case ["weave", var folder]:
        Console.WriteLine($"{Weaver.Weave(folder)} methods tell what they are entered from.");
        return 0;
    case ["crossing", var trace]:
        CrossingReport.Write(trace, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("HouseCount count [--root DIR] | weave FOLDER | crossing TRACE. See build/count.sh.");
        return 2;
}
