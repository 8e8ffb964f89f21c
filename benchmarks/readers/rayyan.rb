# What Rayyan's own importer reads in a file.
#
#   ruby rayyan.rb FOLDER ris|enw|csv FILE [WRITTEN]
#
# FOLDER holds copies of rayyansys/ref_parsers, rayyansys/rayyan-formats-core and rayyansys/rayyan-formats-plugins.
# Prints the articles as JSON, with the names that Rayyan gives to their parts. With WRITTEN, writes them to WRITTEN.ris
# and WRITTEN.csv by Rayyan's own code, with the number and the votes that its site adds: included, excluded, maybe and
# none, one after the other.
require "json"

folder, ending, file, written = ARGV
%w[ref_parsers rayyan-formats-core rayyan-formats-plugins].each { |name| $LOAD_PATH.unshift(File.join(folder, name, "lib")) }
require "ref_parsers"
require "rayyan-formats-core"
require "rayyan-formats-plugins/plugins/refman"
require "rayyan-formats-plugins/plugins/endnote"

plugins = RayyanFormats::Plugins
plugin = { "ris" => plugins::Refman, "enw" => plugins::EndNote, "csv" => plugins::CSV }.fetch(ending)
targets = []
body = File.read(file, mode: "r:bom|UTF-8")
plugin.send(:do_import, body, file) { |target, _| targets << target }
puts JSON.generate(targets.map { |target| target.instance_variable_get(:@dict) })
exit unless written

VOTES = [
  'RAYYAN-INCLUSION: {"Invented reviewer a"=>"Included"}',
  'RAYYAN-INCLUSION: {"Invented reviewer a"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong outcome',
  'RAYYAN-INCLUSION: {"Invented reviewer a"=>"Maybe"} | RAYYAN-LABELS: read again',
  nil
].freeze
targets.each_with_index do |target, place|
  target.sid = "rayyan-#{200_000_000 + place}"
  target.notes = [target.notes, VOTES[place % 4]].compact.join(" | ")
end
{ "ris" => plugins::Refman, "csv" => plugins::CSV }.each do |name, writer|
  out = writer.new
  File.write("#{written}.#{name}", targets.map { |target| out.export(target, include_abstracts: true) }.join)
end
