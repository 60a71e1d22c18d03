using CorpusMeasure;

return args switch
{
    ["generate", var folder, var output] => CorpusGeneration.Run(folder, output),
    ["folders", var folder, var output] => CorpusFolders.Run(folder, output),
    ["filter", var folder, var output] => ForeignMessages.Filter(folder, output),
    ["report", var output] => CorpusReport.Run(output),
    _ => CorpusReport.WrongUse(),
};
