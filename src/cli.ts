process.stdout.write('eddy\n');
